import { expect, test } from 'vitest'
import { everyone } from '../../contract/user-filter.ts'
import { toStreamFilter } from './to-stream-filter.ts'

test('no rules: everyone', () => {
  expect(toStreamFilter(everyone)).toBe('{}')
})

test('one rule stands alone', () => {
  expect(
    toStreamFilter({ match: 'any', rules: [{ field: 'teams', operator: 'eq', value: null }] }),
  ).toBe('{"teams":{"$eq":null}}')
})

test('two rules on one field are both kept', () => {
  expect(
    toStreamFilter({
      match: 'all',
      rules: [
        { field: 'created_at', operator: 'gte', value: '2026-01-01T00:00:00Z' },
        { field: 'created_at', operator: 'lt', value: '2026-02-01T00:00:00Z' },
      ],
    }),
  ).toBe(
    '{"$and":[{"created_at":{"$gte":"2026-01-01T00:00:00Z"}},{"created_at":{"$lt":"2026-02-01T00:00:00Z"}}]}',
  )
})

test('groups nest', () => {
  expect(
    toStreamFilter({
      match: 'all',
      rules: [
        { field: 'banned', operator: 'eq', value: true },
        {
          match: 'any',
          rules: [
            { field: 'id', operator: 'in', value: ['a', 'b"c'] },
            { field: 'last_active', operator: 'exists', value: false },
          ],
        },
      ],
    }),
  ).toBe(
    '{"$and":[{"banned":{"$eq":true}},{"$or":[{"id":{"$in":["a","b\\"c"]}},{"last_active":{"$exists":false}}]}]}',
  )
})

test('custom values keep their exact text, alone and in lists', () => {
  expect(
    toStreamFilter({
      match: 'any',
      rules: [
        { field: 'custom.score', operator: 'eq', value: { json: '12345678901234567890' } },
        { field: 'custom.a"b', operator: 'in', value: [{ json: '1.10' }, { json: '"18"' }] },
      ],
    }),
  ).toBe(
    '{"$or":[{"custom.score":{"$eq":12345678901234567890}},{"custom.a\\"b":{"$in":[1.10,"18"]}}]}',
  )
})
