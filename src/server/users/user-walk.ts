import type { UserFilter, UserGroup, UserRule } from '../../contract/user-filter.ts'
import type { User, UserCursor, UserQuery, UserSort } from '../../contract/users.ts'
import { STREAM_PAGE_LIMIT, type StreamGateway, type UsersRequest } from '../stream/gateway.ts'

type Page = { users: User[]; next: UserCursor | null; order: 'sort' | 'id' }
type Asked = UserQuery & { sort: UserSort; after?: UserCursor | undefined; limit: number }

const byId: UserSort = { field: 'id', direction: 'asc' }

/**
 * One page of a list that has no end: by key on the sorted field with the id as tie-break, never by
 * offset, which Stream stops at 1,000 and which skips people while others change.
 * `last_active` can be empty: those who have one come first, in order, then those who never
 * connected, by id, whatever the direction.
 * Where Stream does not keep the order it was asked for, the walk goes by id instead and says so.
 */
export async function userPage(
  stream: StreamGateway,
  asked: Asked,
  signal?: AbortSignal,
): Promise<Page> {
  const filter = withSearch(asked.filter, asked.search)
  // Signs alone match nobody, and Stream refuses to look for them.
  if (!filter) return { users: [], next: null, order: 'sort' }
  const includeDeactivated =
    asked.activity === 'active-and-deactivated' || asked.search.trim() !== ''
  const walk = { filter, includeDeactivated, limit: asked.limit, ...(signal && { signal }) }

  if (asked.after?.order === 'id') return pageOf(stream, walk, byId, asked.after, 'id')
  const page = await pageOf(stream, walk, asked.sort, asked.after, 'sort')
  if (isInOrder(page.users, asked.sort) || asked.after) return page
  return pageOf(stream, walk, byId, undefined, 'id')
}

type Walk = Omit<UsersRequest, 'sort'>

async function pageOf(
  stream: StreamGateway,
  walk: Walk,
  sort: UserSort,
  after: UserCursor | undefined,
  order: 'sort' | 'id',
): Promise<Page> {
  // One user more than the page: the only way to know that there is a next one.
  const wanted = walk.limit + 1
  const ask = (rules: UserGroup['rules'], keys: UserSort[], limit: number) =>
    stream.queryUsers({
      ...walk,
      filter: all([walk.filter, ...rules]),
      sort: keys,
      limit: Math.min(limit, STREAM_PAGE_LIMIT),
    })

  const users: User[] = []
  const canBeEmpty = sort.field === 'last_active'
  const isAmongEmpty = canBeEmpty && after?.value === null
  if (!isAmongEmpty) {
    const rules = [...(canBeEmpty ? [exists(true)] : []), ...(after ? [beyond(sort, after)] : [])]
    users.push(...(await ask(rules, keysOf(sort), wanted)))
  }
  if (canBeEmpty && users.length < wanted) {
    const rules = [exists(false), ...(isAmongEmpty ? [rule('id', 'gt', after.id)] : [])]
    users.push(...(await ask(rules, [byId], wanted - users.length)))
  }
  const page = users.slice(0, walk.limit)
  const last = page.at(-1)
  // A page as big as Stream's own leaves no room for one user more: then a full one may have a next.
  const hasMore = users.length >= Math.min(wanted, STREAM_PAGE_LIMIT)
  const next = last && hasMore ? { value: keyOf(last, sort), id: last.id, order } : null
  return { users: page, next, order }
}

function keysOf(sort: UserSort): UserSort[] {
  return sort.field === 'id' ? [sort] : [sort, { field: 'id', direction: sort.direction }]
}

/** Those that come after the cursor: a later key, or the same key and a later id. */
function beyond({ field, direction }: UserSort, after: UserCursor): UserGroup | UserRule {
  const past = direction === 'asc' ? 'gt' : 'lt'
  if (field === 'id' || after.value === null) return rule('id', past, after.id)
  return {
    match: 'any',
    rules: [
      rule(field, past, after.value),
      all([rule(field, 'eq', after.value), rule('id', past, after.id)]),
    ],
  }
}

/** The filter with the search added; undefined when the search can't match anybody. */
function withSearch(filter: UserFilter, search: string): UserGroup | undefined {
  const text = search.trim()
  if (text === '') return filter
  if (!/[\p{L}\p{N}]/u.test(text)) return undefined
  const anywhere: UserGroup = {
    match: 'any',
    rules: ['name', 'id', 'username'].map((field) => rule(field, 'autocomplete', text)),
  }
  return all([filter, anywhere])
}

function all(parts: (UserGroup | UserRule)[]): UserGroup {
  const rules = parts.filter((part) => !('rules' in part) || part.rules.length > 0)
  return { match: 'all', rules }
}

function rule(field: string, operator: UserRule['operator'], value: string): UserRule {
  return { field, operator, value }
}

function exists(value: boolean): UserRule {
  return { field: 'last_active', operator: 'exists', value }
}

function keyOf(user: User, { field }: UserSort): string | null {
  switch (field) {
    case 'created_at':
      return user.createdAt
    case 'updated_at':
      return user.updatedAt
    case 'last_active':
      return user.lastActiveAt
    case 'role':
      return user.role
    case 'id':
      return user.id
  }
}

/** Whether neighbours follow the order; equal keys are in order whatever their ids. */
function isInOrder(users: User[], sort: UserSort): boolean {
  const keys = users.map((user) => comparable(keyOf(user, sort)))
  return keys.every((key, index) => {
    const before = keys[index - 1]
    if (before === undefined || before === null || key === null) return true
    return sort.direction === 'asc' ? before <= key : before >= key
  })
}

/** Times have 0, 3, 6 or 9 digits after the second; padded they compare as text. */
function comparable(key: string | null): string | null {
  const [, whole, digits] = /^(\d{4}-.*:\d\d)(?:\.(\d+))?Z$/.exec(key ?? '') ?? []
  return whole === undefined ? key : `${whole}.${(digits ?? '').padEnd(9, '0')}`
}
