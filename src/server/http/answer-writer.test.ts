import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { answerWriter } from './answer-writer.ts'

const Answer = z.object({
  users: z.array(z.object({ id: z.string(), ban: z.nullable(z.object({ until: z.string() })) })),
  kind: z.union([z.object({ a: z.string() }), z.object({ b: z.int() })]),
})
const write = answerWriter(Answer)
const written = (answer: unknown) => JSON.parse(write(answer).toString()) as unknown

test('what the contract does not name is left out, on every level', () => {
  const secret = 'canary'
  const answer = {
    secret,
    users: [
      { id: 'é', ban: { until: 'x', secret }, secret },
      { id: 'b', ban: null, secret },
    ],
    kind: { b: 1, secret },
  }
  const expected = {
    users: [
      { id: 'é', ban: { until: 'x' } },
      { id: 'b', ban: null },
    ],
    kind: { b: 1 },
  }
  expect(written(answer)).toEqual(expected)
  expect(written(answer)).toEqual(Answer.parse(answer))
})

test.each([
  ['a wrong type', { users: [{ id: 1, ban: null }], kind: { b: 1 } }],
  ['a missing field', { users: [{ id: 'a' }], kind: { b: 1 } }],
  ['no branch of a union', { users: [], kind: { c: 1 } }],
])('%s is a bug of ours and does not leave', (_, answer) => {
  expect(() => write(answer)).toThrow()
})
