import { Agent, request } from 'node:http'
import { connect } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { operationsOf } from '../api.ts'
import { seedStore } from '../seed/seed.ts'
import { openDatabase } from '../store/database.ts'
import { storeOver } from '../store/store.ts'
import { Tasks } from '../tasks/tasks.ts'
import { startForTest, type TestSandbox, token } from '../test-caller.ts'
import { RateLimits } from './rate-limits.ts'

const RUNS = Number(process.env['RUNS'] ?? 500)
/** The full form takes minutes. */
const long = { timeout: 30 * 60_000 }
const ANSWER_MS = 10_000

let sandbox: TestSandbox
const agent = new Agent({ keepAlive: true })
beforeAll(async () => {
  sandbox = await startForTest('--users=50')
})
afterAll(async () => {
  agent.destroy()
  await sandbox.close()
})

const operations = everyOperation()

function everyOperation() {
  const database = openDatabase(undefined)
  seedStore(database, { seed: 1, users: 1 })
  const tasks = new Tasks(database, 0, {}, () => undefined)
  const limits = new RateLimits(1)
  return operationsOf({ store: storeOver(database), tasks, limits, secret: '' })
}

const names = [
  ...['users', 'user_ids', 'user_id', 'user', 'id', 'set', 'unset', 'custom', 'teams', 'role'],
  ...['teams_role', 'privacy_settings', 'name', 'image', 'filter_conditions', 'sort', 'limit'],
  ...['offset', 'field', 'direction', 'type', 'id_gt', '$and', '$or', '$nor', '$in', '$eq', '$gt'],
  ...['$autocomplete', '$exists', '$contains', 'created_at', 'last_active', 'messages', 'timeout'],
  ...['conversations', 'target_user_id', 'banned_by_id', 'target_ids', 'entity_type', 'entity_id'],
  ...['entity_creator_id', 'push_provider', 'blocked_user_id', 'event', 'event_hooks', 'reason'],
  ...['message_filter_conditions', 'user.id', 'next', 'preferences', 'enabled', 'channel_cid'],
  ...['revoke_tokens_issued_before', 'created_by_id', 'mark_messages_deleted', '__proto__', ''],
]
const plausible = fc.constantFrom<unknown>(
  ...['admin-1', 'jose-nunez-42', 'hard', 'soft', 'no', 'stream:user', 'firebase', '', 'a.b..c'],
  ...['2026-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '0000-00-00T00:00:00Z', '\u0000', '\ud800'],
  ...[0, 1, -1, 1.5, 1e308, 2 ** 53, true, false, null, [], {}, ['admin-1'], { $in: [] }],
)
const value = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    plausible,
    fc.jsonValue({ maxDepth: 2 }),
    fc.dictionary(fc.constantFrom(...names), tie('node'), { maxKeys: 6 }),
    fc.array(tie('node'), { maxLength: 4 }),
  ),
})).node
const body = fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 8 })
const deep = fc.integer({ min: 100, max: 60_000 }).map((depth) => '['.repeat(depth))
const text = fc.oneof(
  { weight: 8, arbitrary: body.map((object) => JSON.stringify(object)) },
  { weight: 2, arbitrary: value.map((any) => JSON.stringify(any)) },
  fc.tuple(body, fc.nat(200)).map(([object, end]) => JSON.stringify(object).slice(0, end)),
  deep,
  deep.map((open) => `{"users":${open}${']'.repeat(open.length)}}`),
  fc.string({ unit: 'binary' }),
  fc
    .integer({ min: 2_000, max: 40_000 })
    .map((size) => `{"filter_conditions":{"$or":[${'{},'.repeat(size / 4)}{}]}}`),
)
const parameter = fc.oneof(
  fc.constantFrom('admin-1', '%', '%zz', '%00', '..', '%2f', '%F0%9F', 'x'.repeat(2_000), ''),
  fc.string({ unit: 'binary' }).map((any) => encodeURIComponent(any.toWellFormed())),
)
const call = fc.record({
  operation: fc.constantFrom(...operations),
  parameters: fc.tuple(parameter, parameter),
  text,
  inQuery: fc.dictionary(
    fc.constantFrom('payload', 'user_id', 'id', 'target_user_id', 'endpoints', 'server_side'),
    text,
    { maxKeys: 3 },
  ),
  badToken: fc.option(fc.constantFrom('', 'a.b.c', '..', 'x'), { freq: 20 }),
})

type Sent = { status: number; headers: Record<string, unknown>; text: string }

function send(method: string, path: string, content: string, authorization: string): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(sandbox.url)
    const outgoing = request(
      {
        ...{ hostname, port, method, path, agent, signal: AbortSignal.timeout(ANSWER_MS) },
        headers: { authorization, 'content-length': Buffer.byteLength(content) },
      },
      (response) => {
        let answer = ''
        response.setEncoding('utf8')
        response.on('data', (chunk: string) => (answer += chunk))
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text: answer }),
        )
      },
    )
    outgoing.on('error', reject)
    outgoing.end(content)
  })
}

const envelope = {
  code: expect.any(Number) as number,
  message: expect.any(String) as string,
  duration: expect.stringMatching(/^\d+\.\d\dms$/) as string,
  more_info: expect.any(String) as string,
  details: [],
}

test(
  'whatever comes to any endpoint is answered: never a 500, always the envelope',
  long,
  async () => {
    await fc.assert(
      fc.asyncProperty(
        call,
        async ({ operation, parameters, text: content, inQuery, badToken }) => {
          let used = 0
          const path = operation.path.replace(/\{\w+\}/g, () => parameters[used++] ?? 'x')
          const query = new URLSearchParams({ api_key: 'sandbox' })
          for (const [name, given] of Object.entries(inQuery))
            query.set(name, given.slice(0, 15_000))
          const authorization = badToken ?? token({ server: true })
          const address = `/api/v2${path}?${query}`
          const answer = await send(operation.method, address, content, authorization)
          expect(answer.status).toBeLessThan(500)
          const parsed = JSON.parse(answer.text) as object
          if (answer.status >= 400) {
            expect(parsed).toEqual({ ...envelope, StatusCode: answer.status })
          } else expect(parsed).toHaveProperty('duration')
          const isTooLong = answer.status === 431
          if (!isTooLong) expect(answer.headers).toHaveProperty('x-ratelimit-limit')
        },
      ),
      { numRuns: RUNS },
    )
  },
)

test(
  'what is no HTTP at all is answered or hung up on, and the next caller is served',
  long,
  async () => {
    const garbage = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.constantFrom(
        'GET /api/v2/app HTTP/1.1\r\nhost: x\r\ncontent-length: abc\r\n\r\n',
        'GET /api/v2/app HTTP/9.9\r\n\r\n',
        'POST /api/v2/users HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n',
        'GET http://[/ HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n',
        'GET /api/v2/app?%zz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n',
      ),
    )
    await fc.assert(
      fc.asyncProperty(garbage, async (bytes) => {
        const answer = await speak(bytes)
        const [, json] = answer.split('\r\n\r\n')
        if (json) expect(JSON.parse(json)).toMatchObject(envelope)
        expect((await sandbox.call('GET', '/app')).status).toBe(200)
      }),
      { numRuns: Math.ceil(RUNS / 10) },
    )
  },
)

function speak(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(sandbox.url)
    const socket = connect(Number(port), hostname)
    let answer = ''
    socket.setEncoding('utf8')
    socket.on('data', (chunk: string) => (answer += chunk))
    socket.on('close', () => resolve(answer))
    socket.on('error', reject)
    socket.setTimeout(ANSWER_MS, () => reject(new Error('Nobody answered and nobody hung up')))
    socket.end(bytes)
  })
}

test('a body of more than 2 MB is too big', async () => {
  const answer = await send(
    'POST',
    '/api/v2/users?api_key=sandbox',
    'x'.repeat(3e6),
    token({ server: true }),
  )
  expect(answer.status).toBe(413)
  expect(JSON.parse(answer.text)).toEqual({ ...envelope, code: 22, StatusCode: 413 })
})
