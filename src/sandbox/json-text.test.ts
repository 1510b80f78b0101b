import fc from 'fast-check'
import { expect, test } from 'vitest'
import { elements, members, objectText } from './json-text.ts'

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
  )
})
