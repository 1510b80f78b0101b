import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rulesOf, UserFilter, userFields } from './user-filter.ts'

const rule = (field: string, operator: string, value: unknown) => ({ field, operator, value })
const filterOf = (...rules: unknown[]) => ({ version: 1, match: 'all', rules })
const pathsOf = (filter: unknown) =>
  UserFilter.safeParse(filter).error?.issues.map(({ path }) => path.join('.')) ?? []

test.each([
  ['role', 'in', ['admin', 'moderator']],
  ['banned', 'eq', true],
  ['created_at', 'gte', '2026-10-01T00:00:00.123456Z'],
  ['last_active', 'exists', false],
  ['teams', 'contains', 'red'],
  ['teams', 'eq', null],
  ['teams', 'eq', ['red', 'blue']],
  ['custom.age', 'gte', { json: '18' }],
  ['custom.big', 'eq', { json: '12345678901234567890' }],
  ['custom.prefs.mail', 'eq', { json: 'false' }],
])('%s %s is a rule', (field, operator, value) => {
  expect(UserFilter.safeParse(filterOf(rule(field, operator, value))).error).toBeUndefined()
})

test.each([
  ['an operator the field does not accept', rule('banned', 'gt', true)],
  ['a field that is not there', rule('online', 'eq', true)],
  ['a field of every object', rule('constructor', 'eq', 'x')],
  ['a time without a zone', rule('created_at', 'gt', '2026-10-01')],
  ['a day that does not exist', rule('created_at', 'gt', '2026-13-41T00:00:00Z')],
  ['an empty list', rule('id', 'in', [])],
  ['more values than a page', rule('id', 'in', Array.from({ length: 101 }, String))],
  ['text where yes or no belongs', rule('banned', 'eq', 'true')],
  ['a custom value that is not JSON', rule('custom.age', 'eq', { json: '{' })],
  ['a custom field without a name', rule('custom.', 'eq', { json: '1' })],
])('%s is refused', (_, bad) => {
  expect(pathsOf(filterOf(bad))).not.toEqual([])
})

test('groups nest to three levels and no deeper', () => {
  const one = rule('role', 'eq', 'admin')
  const any = (inner: unknown) => ({ match: 'any', rules: [inner] })
  expect(pathsOf(filterOf(any(any(one))))).toEqual([])
  expect(pathsOf(filterOf(any(any(any(one)))))).not.toEqual([])
})

test('a filter survives being written and read', () => {
  const text = fc.string({ minLength: 1, maxLength: 20 })
  const rules = fc.array(
    fc.oneof(
      text.map((value) => rule('role', 'eq', value)),
      text.map((value) => rule('custom.x', 'eq', { json: JSON.stringify(value) })),
      fc.boolean().map((value) => rule('banned', 'eq', value)),
    ),
    { maxLength: 10 },
  )
  fc.assert(
    fc.property(rules, (list) => {
      const filter = UserFilter.parse(filterOf(...list))
      expect(UserFilter.parse(JSON.parse(JSON.stringify(filter)))).toEqual(filter)
    }),
  )
})

test('every documented field and operator of the user guide is there', () => {
  expect(
    Object.entries(userFields).map(([field, { operators }]) => [field, [...operators]]),
  ).toEqual(
    expect.arrayContaining([
      ['id', ['eq', 'gt', 'gte', 'lt', 'lte', 'in', 'autocomplete']],
      ['role', ['eq', 'gt', 'gte', 'lt', 'lte', 'in']],
      ['banned', ['eq']],
      ['shadow_banned', ['eq']],
      ['created_at', ['eq', 'gt', 'gte', 'lt', 'lte', 'in']],
      ['updated_at', ['eq', 'gt', 'gte', 'lt', 'lte', 'in']],
      ['last_active', ['eq', 'gt', 'gte', 'lt', 'lte', 'in', 'exists']],
      ['teams', ['eq', 'contains']],
      ['name', ['eq', 'autocomplete']],
      ['username', ['eq', 'autocomplete']],
    ]),
  )
  expect(rulesOf('custom.color')?.operators).toEqual(['eq', 'gt', 'gte', 'lt', 'lte', 'in'])
})
