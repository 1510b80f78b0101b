import { readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startForTest, type TestSandbox, token } from '../test-caller.ts'

/**
 * What Stream's own Node client sends and accepts, as recorded by `npm run test:sdk -- --record`:
 * the same calls in the same order must be answered in the same way, letter by letter but for what
 * is new every time.
 */
type Pair = {
  call: string
  request: { method: string; path: string; body: string }
  response: { status: number; body: unknown }
}
const file = path.join(import.meta.dirname, 'pairs.json')
const pairs = JSON.parse(readFileSync(file, 'utf8')) as Pair[]

let sandbox: TestSandbox
beforeAll(async () => {
  sandbox = await startForTest('--users=2100', '--seed=1', '--task-ms=30')
})
afterAll(() => sandbox.close())

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g
/** Ids that were made up then, and those made up now in their place. */
const renamed = new Map<string, string>()

function learnIds(then: string, now: string): void {
  const [old, fresh] = [then.match(UUID) ?? [], now.match(UUID) ?? []]
  old.forEach((id, index) => renamed.set(id, fresh[index] ?? id))
}

const withNewIds = (text: string) => text.replaceAll(UUID, (id) => renamed.get(id) ?? id)

/** An answer with everything that is new every time replaced by what it is. */
function plain(value: unknown, name = ''): unknown {
  if (typeof value === 'number') {
    if (value > 1e17) return 'nanoseconds'
    return name === 'reset' ? 'seconds' : value
  }
  if (typeof value === 'string') {
    if (/^\d+\.\d\dms$/.test(value)) return 'duration'
    if (/^eyJ[\w-]+\.[\w-]+\.[\w-]+$/.test(value)) return 'token'
    return value.replaceAll(UUID, 'uuid').replace(/^http:\/\/127\.0\.0\.1:\d+/, 'origin')
  }
  if (Array.isArray(value)) return value.map((one) => plain(one))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one, key)]))
}

test('the recording holds every kind of call and refusal', () => {
  expect(new Set(pairs.map(({ call }) => call)).size).toBeGreaterThan(40)
  expect(pairs.filter(({ response }) => response.status >= 400).length).toBeGreaterThan(15)
})

test.each(pairs.map((pair, index) => ({ index, ...pair })))(
  '$index: $call is answered with $response.status as its client knows it',
  async ({ call, request, response }) => {
    // The tasks of before are done, as they were then.
    if (call === 'getTask') await sleep(80)
    const isStranger = call.endsWith('code 43')
    const answer = await fetch(sandbox.url + withNewIds(request.path), {
      method: request.method,
      headers: {
        authorization: token({ server: true }, isStranger ? 'wrong' : undefined),
        'stream-auth-type': 'jwt',
        'content-type': 'application/json',
      },
      ...(request.body !== '' && { body: withNewIds(request.body) }),
    })
    const text = await answer.text()
    learnIds(JSON.stringify(response.body), text)
    expect(answer.status).toBe(response.status)
    expect(plain(JSON.parse(text))).toEqual(plain(response.body))
  },
)
