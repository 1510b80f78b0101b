import * as z from 'zod/mini'
import { UserFilter, everyone } from '../../contract/user-filter.ts'
import { newestFirst, UserQuery, UserSort } from '../../contract/users.ts'

const text = z.catch(z.optional(z.string().check(z.minLength(1))), undefined)

/** The users page's search parameters as they stand in the address. */
export const UsersSearch = z.object({
  q: text,
  filter: text,
  activity: text,
  sort: text,
  user: text,
})
export type UsersSearch = z.infer<typeof UsersSearch>

/** What an address means. */
export type UsersView = {
  query: UserQuery
  sort: UserSort
  /** The open user. */
  userId: string | undefined
  /** Parameters that could not be read and were left out; a link must not widen a filter silently. */
  broken: ('filter' | 'sort' | 'activity')[]
}

/** As `id`, or `-id` for the other way round. */
const SortText = z.pipe(
  z.string(),
  z.pipe(
    z.transform((sort: string) => ({
      field: sort.replace(/^-/, ''),
      direction: sort.startsWith('-') ? 'desc' : 'asc',
    })),
    UserSort,
  ),
)

const FilterText = z.pipe(z.string(), z.pipe(z.transform(valueOrNothing), UserFilter))

/** Reads an address. Whatever is wrong in it is left out and named. */
export function viewOf(search: UsersSearch): UsersView {
  const broken: UsersView['broken'] = []
  const read = <T>(name: (typeof broken)[number], schema: z.ZodMiniType<T>, unset: T): T => {
    const given = search[name]
    if (given === undefined) return unset
    const parsed = schema.safeParse(given)
    if (parsed.success) return parsed.data
    broken.push(name)
    return unset
  }
  return {
    query: {
      filter: read('filter', FilterText, everyone),
      search: (search.q ?? '').slice(0, 500),
      activity: read('activity', UserQuery.shape.activity.def.innerType, 'active'),
    },
    sort: read('sort', SortText, newestFirst),
    userId: search.user,
    broken,
  }
}

/** The address of a view; what is as usual is left out, so that plain views have plain addresses. */
export function searchOf({ query, sort, userId }: Omit<UsersView, 'broken'>): UsersSearch {
  const sortText = `${sort.direction === 'desc' ? '-' : ''}${sort.field}`
  return {
    q: query.search || undefined,
    filter: query.filter.rules.length > 0 ? JSON.stringify(query.filter) : undefined,
    activity: query.activity === 'active' ? undefined : query.activity,
    sort: sortText === '-created_at' ? undefined : sortText,
    user: userId,
  }
}

function valueOrNothing(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
