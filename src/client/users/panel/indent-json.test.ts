import fc from 'fast-check'
import { expect, test } from 'vitest'
import { indentJson } from './indent-json.ts'

test('plain values look as JSON.stringify would indent them', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(indentJson(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2))
    }),
  )
})

test('every value stays letter by letter', () => {
  expect(
    indentJson('{"b":12345678901234567890,"__proto__":{"a":1.10},"e":[ ],"s":"a\\"{,:"}'),
  ).toBe(
    '{\n  "b": 12345678901234567890,\n  "__proto__": {\n    "a": 1.10\n  },\n  "e": [],\n  "s": "a\\"{,:"\n}',
  )
})
