import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { seedStore } from '../seed/seed.ts'
import { openDatabase } from '../store/database.ts'
import { storeOver } from '../store/store.ts'
import type { User } from '../test-caller.ts'
import { timeText } from '../time.ts'
import { fullUser } from '../users/user-json.ts'
import { type Filter, inOrder, matches, type SortKey } from './plain-reading.ts'
import { queryUsers } from './query-users.ts'

/** The full form takes minutes. */
const long = { timeout: 30 * 60_000 }
const runs = { numRuns: Number(process.env['RUNS'] ?? 500) }

const database = openDatabase(undefined)
seedStore(database, { seed: 7, users: 2_100 })
// So that every yes and no has somebody in this small community.
database.exec('UPDATE users SET bypass_moderation = 1 WHERE rid % 40 = 0')
const store = storeOver(database)
afterAll(() => database.close())

const ids = database.prepare('SELECT id FROM users ORDER BY rid').all() as { id: string }[]
const everybody = ids.map(({ id }) => {
  const user = store.users.find(id)
  return JSON.parse(user ? fullUser(store.users, user) : '') as User
})
const someUser = fc.constantFrom(...everybody)

const times = ['created_at', 'updated_at', 'last_active']
const timeIn = (user: User, field: string) => {
  const nanos = user[field] ?? user['created_at']
  return timeText(Math.round(Number(nanos) / 1_000))
}
const comparisons = ['$eq', '$gt', '$gte', '$lt', '$lte']
const one = <T>(list: readonly T[]) => fc.constantFrom(...list)
const rule = (field: string, operator: string, value: unknown): Filter => ({
  [field]: operator === '$eq' ? value : { [operator]: value },
})

const textRule = fc
  .tuple(one(['id', 'role', 'name']), one([...comparisons, '$in', '$exists']), someUser, someUser)
  .map(([field, operator, a, b]) => {
    const value = (user: User) => String(user[field] ?? 'x')
    if (operator === '$exists') return rule(field, operator, a.id < b.id)
    return rule(field, operator, operator === '$in' ? [value(a), value(b)] : value(a))
  })
const idRule = fc
  .tuple(one(['$ne', '$nin']), someUser, someUser)
  .map(([operator, a, b]) => rule('id', operator, operator === '$nin' ? [a.id, b.id] : a.id))
const timeRule = fc
  .tuple(one(times), one([...comparisons, '$in', '$exists']), someUser)
  .map(([field, operator, user]) => {
    if (operator === '$exists') return rule(field, operator, user.id > 'm')
    const time = timeIn(user, field)
    return rule(field, operator, operator === '$in' ? [time] : time)
  })
const flagRule = fc
  .tuple(one(['banned', 'shadow_banned', 'bypass_moderation']), one(['$eq', '$ne']), fc.boolean())
  .map(([field, operator, value]) => rule(field, operator, value))
const teamRule = fc
  .tuple(one(['$contains', '$in', '$eq']), one(['red', 'blue', 'ops', 'nowhere']), someUser)
  .map(([operator, team, user]) => {
    if (operator === '$eq')
      return rule('teams', operator, user.teams.length > 0 ? user.teams : null)
    return rule('teams', operator, operator === '$in' ? [team, 'green'] : team)
  })
const wordRule = fc
  .tuple(one(['name', 'id', 'username']), someUser, fc.integer({ min: 1, max: 5 }))
  .map(([field, user, length]) => {
    const text = field === 'id' ? user.id : (user.name ?? 'anna')
    const start = /[\p{L}\p{M}\p{N}]+/u.exec(text)?.[0] ?? 'a'
    return rule(field, '$autocomplete', [...start].slice(0, length).join(''))
  })
const emptyRule = one([
  { name: null },
  { last_active: null },
  { 'custom.city': null },
  { last_order: null },
])

const keys = [
  ...['age', 'custom.age', 'color', 'score', 'vip', 'level', 'plan', 'city', 'username', 'country'],
  ...['prefs', 'prefs.mail', 'prefs.theme', 'tags', 'last_order', 'campaign', 'signup_ip', 'bio'],
  ...['custom.__proto__.admin', 'custom.constructor', 'custom.10', 'custom.a.b', 'custom.', 'huge'],
  ...['nobody_has_this', 'legacy_id', 'deep', 'price', 'spent'],
]
const plainCustom = (user: User, key: string): unknown => {
  const parts = key.replace(/^custom\./, '').split('.')
  const value = parts.reduce<unknown>((outer, part) => {
    const isObject = typeof outer === 'object' && outer !== null && Object.hasOwn(outer, part)
    return isObject ? outer[part as keyof typeof outer] : undefined
  }, user.custom)
  return typeof value === 'object' ? undefined : value
}
const customRule = fc
  .tuple(
    one(keys),
    one([...comparisons, '$in', '$exists', '$contains']),
    someUser,
    fc.oneof(fc.integer({ min: -5, max: 100 }), fc.boolean(), one(['red', 'free', 'early', 'm'])),
    fc.boolean(),
  )
  .map(([key, operator, user, other, fromUser]) => {
    if (operator === '$exists') return rule(key, operator, fromUser)
    const value = (fromUser ? plainCustom(user, key) : undefined) ?? other
    return rule(key, operator, operator === '$in' ? [value, other] : value)
  })

const leaf: fc.Arbitrary<Filter> = fc.oneof(
  textRule,
  idRule,
  timeRule,
  flagRule,
  teamRule,
  wordRule,
  emptyRule,
  { arbitrary: customRule, weight: 4 },
)
const filter = fc.letrec<{ node: Filter }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc
      .tuple(one(['$and', '$or', '$nor']), fc.array(tie('node'), { minLength: 1, maxLength: 3 }))
      .map(([word, parts]) => ({ [word]: parts })),
    fc.tuple(leaf, leaf).map(([a, b]) => ({ ...a, ...b })),
  ),
})).node

const sortKey: fc.Arbitrary<SortKey> = fc
  .tuple(
    one(['id', 'role', 'name', ...times, 'age', 'score', 'custom.color', 'vip']),
    one([1, -1] as const),
    one([undefined, 'number', 'boolean']),
  )
  .map(([field, direction, type]) => ({ field, direction, ...(type && { type }) }))
const asked = fc.record({
  filter,
  sort: fc.array(sortKey, { maxLength: 3 }),
  limit: one([1, 5, 30, 100]),
  offset: one([0, 0, 3, 200]),
  withDeactivated: fc.boolean(),
})

test('any filter in any order finds whom a plain reading of it finds', long, () => {
  fc.assert(
    fc.property(asked, ({ filter: wanted, sort, limit, offset, withDeactivated }) => {
      const payload = {
        filter_conditions: wanted,
        sort,
        limit,
        offset,
        include_deactivated_users: withDeactivated,
      }
      const query = new URLSearchParams({ payload: JSON.stringify(payload) })
      const found = queryUsers(store, { query }).map(({ id }) => id)
      const order: SortKey[] = sort.length > 0 ? sort : [{ field: 'created_at', direction: -1 }]
      const visible = everybody.filter((user) => withDeactivated || !('deactivated_at' in user))
      const plain = inOrder(
        visible.filter((user) => matches(user, wanted)),
        order,
      )
      expect(found).toEqual(plain.slice(offset, offset + limit).map(({ id }) => id))
    }),
    runs,
  )
})

test('walking any sort by key and id finds the same as walking it by offset', long, () => {
  const fields = [...times, 'role'].filter((field) => field !== 'last_active')
  fc.assert(
    fc.property(one(fields), one([1, -1] as const), someUser, (field, direction, from) => {
      const sort = [
        { field, direction },
        { field: 'id', direction },
      ]
      const past = direction === 1 ? '$gt' : '$lt'
      const key = times.includes(field) ? timeIn(from, field) : from.role
      const beyond = {
        $or: [{ [field]: { [past]: key } }, { [field]: key, id: { [past]: from.id } }],
      }
      const payload = {
        filter_conditions: beyond,
        sort,
        limit: 20,
        include_deactivated_users: true,
      }
      const query = new URLSearchParams({ payload: JSON.stringify(payload) })
      const ordered = inOrder(everybody, [{ field, direction }]).map(({ id }) => id)
      const at = ordered.indexOf(from.id)
      expect(queryUsers(store, { query }).map(({ id }) => id)).toEqual(
        ordered.slice(at + 1, at + 21),
      )
    }),
    { numRuns: Math.ceil(runs.numRuns / 10) },
  )
})
