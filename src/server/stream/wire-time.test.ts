import fc from 'fast-check'
import { expect, test } from 'vitest'
import { NewTimestamp } from '../../contract/timestamp.ts'
import { toTimestamp } from './wire-time.ts'

test.each([
  ['1722935789908727000', '2024-08-06T09:16:29.908727Z'],
  ['1722935789908727001', '2024-08-06T09:16:29.908727001Z'],
  ['1722935789900000000', '2024-08-06T09:16:29.900Z'],
  ['1722935789000000000', '2024-08-06T09:16:29Z'],
  ['-1', '1969-12-31T23:59:59.999999999Z'],
  ['"2024-08-06T09:16:29.908727Z"', '2024-08-06T09:16:29.908727Z'],
])('%s is %s', (json, text) => {
  expect(toTimestamp(json)).toBe(text)
})

test.each(['null', 'true', '"soon"', '"2024-13-06T09:16:29Z"', '1e18', '1.5', '{}'])(
  '%s is no time',
  (json) => {
    expect(toTimestamp(json)).toBeUndefined()
  },
)

test('no nanosecond is lost', () => {
  fc.assert(
    fc.property(fc.bigInt(0n, 4_102_444_800_000_000_000n), (nanoseconds) => {
      const text = toTimestamp(String(nanoseconds)) ?? ''
      expect(NewTimestamp.safeParse(text).success).toBe(true)
      const [seconds = '', fraction = ''] = text.slice(0, -1).split('.')
      const back = BigInt(Date.parse(`${seconds}Z`)) * 1_000_000n + BigInt(fraction.padEnd(9, '0'))
      expect(back).toBe(nanoseconds)
    }),
  )
})
