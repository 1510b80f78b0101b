import fc from 'fast-check'
import { expect, test } from 'vitest'
import { everyone, type UserFilter } from '../../contract/user-filter.ts'
import { newestFirst, sortFields } from '../../contract/users.ts'
import { searchOf, UsersSearch, type UsersView, viewOf } from './users-view.ts'

const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 })
const filters = fc.array(text, { minLength: 1, maxLength: 3 }).map((value): UserFilter => ({
  version: 1,
  match: 'all',
  rules: [
    { field: 'role', operator: 'in', value },
    { match: 'any', rules: [{ field: 'custom.age', operator: 'gte', value: { json: '1.10' } }] },
  ],
}))
const views: fc.Arbitrary<UsersView> = fc.record({
  query: fc.record({
    filter: fc.oneof(fc.constant(everyone), filters),
    search: fc.oneof(fc.constant(''), text),
    activity: fc.constantFrom('active', 'active-and-deactivated'),
  }),
  sort: fc.record({
    field: fc.constantFrom(...sortFields),
    direction: fc.constantFrom('asc', 'desc'),
  }),
  userId: fc.option(text, { nil: undefined }),
  broken: fc.constant([]),
})

/** Through the address bar: everything becomes text there. */
function throughAddress(search: UsersSearch): UsersSearch {
  const given = Object.entries(search).filter(([, value]) => value !== undefined)
  const address = new URLSearchParams(given as [string, string][]).toString()
  return UsersSearch.parse(Object.fromEntries(new URLSearchParams(address)))
}

test('a view survives the address bar', () => {
  fc.assert(
    fc.property(views, (view) => {
      // A lone surrogate can't be in an address; browsers replace it.
      fc.pre(
        JSON.stringify(searchOf(view)).isWellFormed() &&
          !/\\ud[89a-f]/.test(JSON.stringify(searchOf(view))),
      )
      expect(viewOf(throughAddress(searchOf(view)))).toEqual(view)
    }),
  )
})

test('a plain view has a plain address', () => {
  const view = viewOf(UsersSearch.parse({}))
  expect(view).toMatchObject({ sort: newestFirst, query: { filter: everyone, search: '' } })
  expect(throughAddress(searchOf(view))).toEqual({})
})

test('what cannot be read is left out and named, and the rest still counts', () => {
  const view = viewOf(
    UsersSearch.parse({
      filter: '{broken',
      sort: 'upwards',
      activity: 'maybe',
      user: '',
      q: 'ana',
    }),
  )
  expect(view.broken.toSorted()).toEqual(['activity', 'filter', 'sort'])
  expect(view).toMatchObject({ userId: undefined, query: { search: 'ana', filter: everyone } })
})

test('a filter nobody could have built is named, not sent', () => {
  const rules = [{ field: 'banned', operator: 'gt', value: true }]
  const { broken, query } = viewOf({ filter: JSON.stringify({ ...everyone, rules }) })
  expect([broken, query.filter]).toEqual([['filter'], everyone])
})
