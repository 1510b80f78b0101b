import fc from 'fast-check'
import { expect, test } from 'vitest'
import { JsonReader, membersOf, wellFormed } from './json-text.ts'

function itemsOf(text: string): string[] {
  const reader = new JsonReader(text)
  return reader.items(() => reader.value())
}

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

test('half a character becomes its escape, and nothing else changes', () => {
  expect(wellFormed('["\ud800","\udc00\ud800x","👍","\\ud800"]')).toBe(
    '["\\ud800","\\udc00\\ud800x","👍","\\ud800"]',
  )
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(0xffff), (string, code) => {
      const json = `"${JSON.stringify(string).slice(1, -1)}${raw(code)}"`
      expect(wellFormed(json).isWellFormed()).toBe(true)
      expect(JSON.parse(wellFormed(json))).toBe(JSON.parse(json))
    }),
    runs,
  )
})

/** One code unit as it stands in a JSON string, unescaped where that is allowed. */
function raw(code: number): string {
  const unit = String.fromCharCode(code)
  return code < 0x20 || unit === '"' || unit === '\\' ? JSON.stringify(unit).slice(1, -1) : unit
}
