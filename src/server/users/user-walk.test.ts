import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { everyone, type UserFilter, type UserRule } from '../../contract/user-filter.ts'
import { sortFields, type User, type UserSort } from '../../contract/users.ts'
import type { StreamGateway } from '../stream/gateway.ts'
import { createHttpGateway } from '../stream/http-gateway.ts'
import { standIn } from '../stream/test-stream.ts'
import { startTestSandbox, type TestSandbox } from '../test-sandbox.ts'
import { userPage } from './user-walk.ts'

const runs = { numRuns: Math.ceil(Number(process.env['RUNS'] ?? 500) / 10) }

type Asked = Parameters<typeof userPage>[1]
const newest: UserSort = { field: 'created_at', direction: 'desc' }
const asked = (changes: Partial<Asked>): Asked => ({
  ...{ filter: everyone, search: '', activity: 'active', sort: newest, limit: 50, ...changes },
})

let sandbox: TestSandbox
let stream: StreamGateway
let all: User[]
beforeAll(async () => {
  sandbox = await startTestSandbox({ users: 250 })
  stream = createHttpGateway(sandbox)
  all = await walk({ activity: 'active-and-deactivated', sort: { field: 'id', direction: 'asc' } })
})
afterAll(async () => {
  await stream.close()
  await sandbox.stop()
})

/** Everybody, page by page, to the end. */
async function walk(
  changes: Partial<Asked>,
  onPage?: (users: User[]) => Promise<void>,
): Promise<User[]> {
  const users: User[] = []
  let after: Asked['after']
  do {
    const page = await userPage(stream, asked({ ...changes, after }))
    users.push(...page.users)
    await onPage?.(page.users)
    after = page.next ?? undefined
  } while (after)
  return users
}

const idsOf = (users: User[]) => users.map(({ id }) => id).toSorted()
const filterOf = (...rules: UserRule[]): UserFilter => ({ version: 1, match: 'all', rules })

test('the community has what makes paging hard: ties, empty times, deactivated people', () => {
  expect(all).toHaveLength(250)
  expect(all.filter(({ lastActiveAt }) => lastActiveAt === null).length).toBeGreaterThan(5)
  expect(all.filter(({ deactivatedAt }) => deactivatedAt !== null).length).toBeGreaterThan(1)
  expect(new Set(all.map(({ role }) => role)).size).toBeLessThan(10)
})

const keyOf: Record<UserSort['field'], (user: User) => string | null> = {
  id: ({ id }) => id,
  role: ({ role }) => role,
  created_at: ({ createdAt }) => createdAt,
  updated_at: ({ updatedAt }) => updatedAt,
  last_active: ({ lastActiveAt }) => lastActiveAt,
}

/** The order promised: by key, then by id the same way; the empty ones at the end, by id. */
function inOrder(users: User[], { field, direction }: UserSort): string[] {
  const way = direction === 'asc' ? 1 : -1
  const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b))
  const byId = (a: User, b: User) => compare(a.id, b.id)
  const key = (user: User) =>
    keyOf[field](user)?.replace(/(\.\d+)?Z$/, (f) => f.slice(0, -1).padEnd(10, '0')) ?? ''
  const filled = users.filter((user) => keyOf[field](user) !== null)
  const empty = users.filter((user) => keyOf[field](user) === null)
  return [
    ...filled.toSorted((a, b) => way * (compare(key(a), key(b)) || byId(a, b))),
    ...empty.toSorted(byId),
  ].map(({ id }) => id)
}

describe.each(sortFields)('by %s', (field) => {
  test.each(['asc', 'desc'] as const)(
    '%s, paging visits everybody once and in order',
    async (direction) => {
      const sort = { field, direction }
      const activities = fc.constantFrom<Asked['activity']>('active', 'active-and-deactivated')
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 3, max: 100 }), activities, async (limit, activity) => {
          const visited = await walk({ sort, limit, activity })
          const expected = all.filter((user) => activity !== 'active' || !user.deactivatedAt)
          expect(visited.map(({ id }) => id)).toEqual(inOrder(expected, sort))
        }),
        { numRuns: Math.ceil(runs.numRuns / 10) },
      )
    },
  )
})

test('a page of one, and pages as big as Stream’s own', async () => {
  const admins = filterOf({ field: 'role', operator: 'in', value: ['admin', 'moderator'] })
  const expected = all.filter(
    ({ role, deactivatedAt }) => /admin|moder/.test(role) && !deactivatedAt,
  )
  for (const limit of [1, 99, 100]) {
    expect(idsOf(await walk({ filter: admins, limit }))).toEqual(idsOf(expected))
  }
  const page = await userPage(stream, asked({ filter: admins, limit: 100 }))
  expect(page.next).toBeNull()
})

test('nobody is skipped while people on earlier pages are deactivated', async () => {
  const gone: string[] = []
  const visited = await walk({ limit: 20 }, async ([first]) => {
    if (!first || gone.length === 3) return
    gone.push(first.id)
    await stream.deactivateUser(first.id, { markMessagesDeleted: false })
  })
  for (const id of gone) await stream.reactivateUser(id, { restoreMessages: false })
  expect(idsOf(visited)).toEqual(idsOf(all.filter(({ deactivatedAt }) => !deactivatedAt)))
})

describe('a search', () => {
  const found = async (search: string, changes: Partial<Asked> = {}) =>
    idsOf(await walk({ ...changes, search, limit: 100 }))

  test.each(['José', 'NÚÑEZ', 'jose-nunez', 'jose', '  josé  núñ '])(
    'finds José by %s',
    async (search) => {
      expect(await found(search)).toContain('jose-nunez-42')
    },
  )

  test('finds by username, and by the beginning of a word only', async () => {
    const named = all.flatMap(({ id, custom }) => {
      const json = custom.find(({ key }) => key === 'username')?.json
      return json ? [{ id, username: JSON.parse(json) as string }] : []
    })
    const { id, username } = named[0] ?? expect.fail('Nobody has a username')
    expect(await found(username)).toContain(id)
    expect(await found('unez')).not.toContain('jose-nunez-42')
  })

  test('finds deactivated people whatever the list shows', async () => {
    const { id } = all.find(({ deactivatedAt }) => deactivatedAt) ?? expect.fail('Nobody')
    expect(await found(id, { activity: 'active' })).toContain(id)
  })

  test('narrows the filter', async () => {
    const filter = filterOf({ field: 'role', operator: 'eq', value: 'admin' })
    expect(await found('jose', { filter })).toEqual([])
    expect(await found('amina', { filter })).toContain('admin-1')
  })

  test('for signs alone matches nobody', async () => {
    for (const search of ['!', '-_-', '"', '\u0301', '🎁', '\ud800']) {
      expect(await found(search), search).toEqual([])
    }
  })

  test('of any text is one Stream understands', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1 }), async (search) => {
        const page = await userPage(stream, asked({ search }))
        expect(page.users.length).toBeLessThanOrEqual(50)
      }),
      runs,
    )
  })
})

test('where Stream does not keep the order, the walk goes by id and says so', async () => {
  const ids = Array.from({ length: 130 }, (_, index) => `user-${String(index).padStart(3, '0')}`)
  const careless = await standIn((request, response) => {
    const url = new URL(request.url ?? '', 'http://stream')
    const { filter_conditions: filter, limit } = JSON.parse(url.searchParams.get('payload') ?? '')
    // Times fall while ids rise, and nothing is ever sorted by anything but the id.
    const users = ids
      .filter((id) => id > (filter.id?.$gt ?? ''))
      .slice(0, limit)
      .map((id) => ({ id, role: 'user', created_at: 1_000 - Number(id.slice(5)), updated_at: 0 }))
    response.end(JSON.stringify({ users }))
  })
  onTestFinished(careless.close)

  const visited: string[] = []
  let after: Asked['after']
  do {
    const sort = { field: 'created_at', direction: 'asc' } as const
    const page = await userPage(careless.gateway, asked({ sort, after }))
    expect(page.order).toBe('id')
    visited.push(...page.users.map(({ id }) => id))
    after = page.next ?? undefined
  } while (after)
  expect(visited).toEqual(ids)
})
