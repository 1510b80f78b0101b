import fc from 'fast-check'
import { expect, test } from 'vitest'
import { elements, members, memberText, objectText } from './json-text.ts'

const runs = { numRuns: Number(process.env['RUNS'] ?? 500) }

test('values keep every letter and keys their order', () => {
  const text = String.raw`{ "10":1.10, "2" : 12345678901234567890 ,"__proto__":{"a":[1, 2]},"s":"\ud800\"}"}`
  expect(members(text)).toEqual([
    ['10', '1.10'],
    ['2', '12345678901234567890'],
    ['__proto__', '{"a":[1, 2]}'],
    ['s', String.raw`"\ud800\"}"`],
  ])
  expect(elements('[ 1.0 , [2], {"a":"]"} ]')).toEqual(['1.0', '[2]', '{"a":"]"}'])
})

test('the last of equal keys wins', () => {
  expect(members('{"a":1,"a":2}')).toEqual([['a', '2']])
})

test('one member is the same as that one among all', () => {
  const key = fc.constantFrom('a', 'b', '__proto__', 'a"b', '\\', '')
  const object = fc.array(fc.tuple(key, fc.json({ depthSize: 'small' }))).map(objectText)
  fc.assert(
    fc.property(object, key, (text, wanted) => {
      expect(memberText(text, wanted)).toBe(new Map(members(text)).get(wanted))
    }),
    runs,
  )
})

test('any object comes back as it went in', () => {
  fc.assert(
    fc.property(fc.json({ depthSize: 'medium' }), (value) => {
      const text = `{"a":${value},"b" : ${value}}`
      expect(members(text)).toEqual([
        ['a', value],
        ['b', value],
      ])
      expect(members(objectText(members(text)))).toEqual(members(text))
    }),
    runs,
  )
})
