import { expect, test } from 'vitest'
import { readFlags } from './flags.ts'

test('without flags: twenty thousand users in memory, limits on, no control port', () => {
  expect(readFlags([])).toMatchObject({
    ...{ host: '127.0.0.1', port: 3030, control: undefined, users: 20_000, seed: 1 },
    ...{ data: undefined, key: 'sandbox', secret: 'sandbox-secret', rateLimits: 1, taskMs: 3_000 },
  })
})

test('limits are scaled by a number or off', () => {
  expect(readFlags(['--rate-limits=0.5']).rateLimits).toBe(0.5)
  expect(readFlags(['--rate-limits', 'off']).rateLimits).toBe(Number.POSITIVE_INFINITY)
})

test.each([
  [['--port=http'], '--port expects a whole number from 0 to 65535, not "http"'],
  [['--users=-1'], '--users expects a whole number'],
  [['--users=5000001'], '--users expects a whole number from 0 to 5000000'],
  [['--rate-limits=0'], '--rate-limits expects "off" or a number above 0'],
  [['--colour=red'], "Unknown option '--colour'"],
])('%j is refused with what is wrong', (args, message) => {
  expect(() => readFlags(args)).toThrow(message)
})
