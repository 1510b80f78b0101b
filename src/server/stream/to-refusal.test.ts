import { expect, test } from 'vitest'
import { toRefusal } from './to-refusal.ts'

const refused = (status: number, code: number, waitMs = 0) =>
  toRefusal({ kind: 'refused', status, code, message: 'text', waitMs })

test.each([
  [401, 2, 'stream_refused_credentials'],
  [401, 43, 'stream_refused_credentials'],
  [404, 16, 'not_found'],
  [429, 9, 'stream_rate_limited'],
  [500, -1, 'stream_unavailable'],
  [503, -1, 'stream_unavailable'],
  [408, 23, 'stream_unavailable'],
  [400, 4, 'stream_rejected'],
  [404, 4, 'stream_rejected'],
  [403, 17, 'stream_rejected'],
] as const)('status %i with code %i is %s', (status, code, expected) => {
  expect(refused(status, code).code).toBe(expected)
})

test('a rate limit says when to come back, never in zero seconds', () => {
  expect(refused(429, 9, 0).details).toEqual({ retryAfterSeconds: 1 })
  expect(refused(429, 9, 2_100).details).toEqual({ retryAfterSeconds: 3 })
})

test("a rejection carries Stream's own code and text", () => {
  expect(refused(400, 4).details).toEqual({ streamCode: 4, streamMessage: 'text' })
})
