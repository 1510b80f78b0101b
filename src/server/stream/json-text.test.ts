import fc from 'fast-check'
import { expect, test } from 'vitest'
import { itemsOf, membersOf } from './json-text.ts'

const runs = { numRuns: Number(process.env['RUNS'] ?? 500) }

test('values keep their exact text and keys their order', () => {
  const text =
    '{ "10": 1.10, "9":12345678901234567890 ,"__proto__":{"b":[ 1 , "}]" ]}, "\\ud800":"\\"" }'
  expect(membersOf(text)).toEqual([
    ['10', '1.10'],
    ['9', '12345678901234567890'],
    ['__proto__', '{"b":[ 1 , "}]" ]}'],
    ['\ud800', '"\\""'],
  ])
})

test('equal keys are all kept', () => {
  expect(membersOf('{"a":1,"a":2}')).toEqual([
    ['a', '1'],
    ['a', '2'],
  ])
})

test('empty objects and lists have no parts', () => {
  expect(membersOf(' { } ')).toEqual([])
  expect(itemsOf('[\n]')).toEqual([])
})

test('a value nested 100,000 deep is one part', () => {
  const deep = '['.repeat(100_000) + ']'.repeat(100_000)
  expect(itemsOf(`[${deep}]`)).toEqual([deep])
})

test('taking apart and putting together gives the same text', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (object) => {
      const text = JSON.stringify(object)
      const again = membersOf(text).map(([key, value]) => `${JSON.stringify(key)}:${value}`)
      expect(`{${again.join(',')}}`).toBe(text)
    }),
    runs,
  )
})

test('a list gives what JSON.parse gives, with any indentation', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), fc.nat(4), (list, indent) => {
      const items = itemsOf(JSON.stringify(list, null, indent))
      expect(items.map((item) => JSON.parse(item) as unknown)).toEqual(
        JSON.parse(JSON.stringify(list)),
      )
    }),
    runs,
  )
})

test.each(['', '{"a"', '{"a":[1', '[1,', 'null'])(
  'cut text %j throws instead of looping',
  (text) => {
    expect(() => membersOf(text)).toThrow(SyntaxError)
  },
)
