import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CustomField } from '../contract/custom-field.ts'
import { type Endpoint, type Input, type Output, urlFor } from '../contract/endpoint.ts'
import { getUser, listUsers, updateUser } from '../contract/users.ts'
import { whyNotWritable } from './stream/custom-keys.ts'
import { serverToken } from './stream/token.ts'
import { asBrowser, startTestServer, type TestServer } from './test-server.ts'

const runs = { numRuns: Number(process.env['RUNS'] ?? 500) / 5 }

let server: TestServer
let port: number
beforeAll(async () => {
  server = await startTestServer()
  await server.app.listen({ port: 0 })
  port = (server.app.server.address() as AddressInfo).port
})
afterAll(() => server.close())

async function send(origin: string, method: string, path: string, headers: object, body?: string) {
  const sent = request(`${origin}${path}`, { method, headers: { ...headers } }).end(body)
  const [answer] = (await once(sent, 'response')) as [IncomingMessage]
  return text(answer)
}

/** One call over HTTP, checked on both ends as the client does it. */
async function call<E extends Endpoint>(endpoint: E, input: Input<E>): Promise<Output<E>> {
  const cookie = await server.cookieOf('admin')
  const headers = { ...asBrowser, cookie, 'content-type': 'application/json' }
  const { body } = input as { body?: object }
  const sent = endpoint.method === 'GET' ? undefined : JSON.stringify(body)
  const path = urlFor(endpoint, input)
  const answer = await send(`http://localhost:${port}`, endpoint.method, path, headers, sent)
  return endpoint.response.parse(JSON.parse(answer)) as Output<E>
}

/** A request to the sandbox as any other program of the app's owner would make it. */
function atStream(method: string, path: string, body?: string): Promise<string> {
  const { baseUrl, apiKey, apiSecret } = server.sandbox
  const headers = { authorization: serverToken(apiSecret), 'stream-auth-type': 'jwt' }
  const url = `${path}${path.includes('?') ? '&' : '?'}api_key=${apiKey}`
  return send(baseUrl, method, url, headers, body)
}

let made = 0

/** A new user with exactly this custom object. */
async function userWith(customText: string): Promise<{ appId: string; userId: string }> {
  const userId = `lossless-${(made += 1)}`
  const body = `{"users":{"${userId}":{"id":"${userId}","custom":${customText}}}}`
  expect(JSON.parse(await atStream('POST', '/api/v2/users', body))).toHaveProperty('users')
  return { appId: 'sandbox', userId }
}

const tricky = fc.constantFrom(
  ...[
    '12345678901234567890',
    '-9007199254740993',
    '1.10',
    '-0',
    '0.1000',
    '1e400',
    '1E+2',
    '5e-324',
  ],
  ...['"\\ud800"', '"\\udc00\\ud800"', '"\\u0041\\/"', '"\\u0000"', '"\\u2028"', '"</script>"'],
  ...[
    '{"__proto__":{"a":1}}',
    '{"constructor":1}',
    '{"":{"":[]}}',
    '{"a":1,"a":2}',
    '{"b":1,"a":2}',
  ],
  ...[
    '{"2":1,"10":2,"1":3}',
    '[ 1 ,\t2,\n[ ] ]',
    '{ "a" : [ { } ] }',
    'null',
    'true',
    '""',
    '[]',
    '{}',
  ],
  `${'['.repeat(300)}${']'.repeat(300)}`,
)
const { json: jsonText } = fc.letrec<{ json: string; list: string; object: string }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    tricky,
    fc.bigInt({ min: -(2n ** 90n), max: 2n ** 90n }).map(String),
    fc.string({ unit: 'binary' }).map((string) => JSON.stringify(string)),
    tie('list'),
    tie('object'),
  ),
  list: fc.array(tie('json'), { maxLength: 4 }).map((items) => `[${items.join(', ')}]`),
  object: fc
    .array(fc.tuple(fc.string({ maxLength: 5 }), tie('json')), { maxLength: 4 })
    .map((list) => `{${list.map(([key, json]) => `${JSON.stringify(key)} :${json}`).join(',')}}`),
}))
const key = fc.oneof(
  fc.constantFrom(
    ...['__proto__', 'constructor', 'toString', '10', '2', '1', 'ключ', '👍', '\ud800'],
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
)
const customOf = (keys: fc.Arbitrary<string>): fc.Arbitrary<CustomField[]> =>
  fc
    .uniqueArray(fc.record({ key: keys, json: jsonText }), {
      ...{ selector: (field) => field.key, minLength: 1, maxLength: 6 },
    })
    .filter((custom) => Buffer.byteLength(JSON.stringify(custom)) < 4_000)

test('whatever an app keeps in custom fields arrives in the browser letter by letter', async () => {
  const anyKey = fc.oneof(key, fc.constantFrom('', 'name', 'id', 'a.b', ' a '))
  await fc.assert(
    fc.asyncProperty(customOf(anyKey), async (custom) => {
      const members = custom.map((field) => `${JSON.stringify(field.key)}:${field.json}`)
      const params = await userWith(`{${members.join(',')}}`)
      expect((await call(getUser, { params })).user.custom).toEqual(custom)
    }),
    runs,
  )
})

test('whatever is written into custom fields comes back letter by letter', async () => {
  const writable = key.filter((name) => name !== '' && !whyNotWritable(name))
  await fc.assert(
    fc.asyncProperty(customOf(writable), async (custom) => {
      const params = await userWith('{"kept":1.10,"gone":1}')
      const body = { setCustom: custom, unsetCustom: ['gone'] }
      const expected = [{ key: 'kept', json: '1.10' }, ...custom]
      expect((await call(updateUser, { params, body })).user.custom).toEqual(expected)
      expect((await call(getUser, { params })).user.custom).toEqual(expected)
    }),
    runs,
  )
})

test('half a character that was typed unescaped arrives as its escape', async () => {
  const params = await userWith('{}')
  const body = { setCustom: [{ key: 'half', json: '["\ud800","👍"]' }] }
  const { user } = await call(updateUser, { params, body })
  expect(user.custom).toEqual([{ key: 'half', json: '["\\ud800","👍"]' }])
})

test('times keep every digit', async () => {
  const payload = encodeURIComponent(JSON.stringify({ filter_conditions: {}, limit: 100 }))
  const raw = await atStream('GET', `/api/v2/users?payload=${payload}`)
  const written = [...raw.matchAll(/"id":"([^"]+)","?[^{}]*?"created_at":(\d+)/g)]
  const body = { limit: 100 }
  const { users } = await call(listUsers, { params: { appId: 'sandbox' }, body })
  const read = users.map((user) => [user.id, nanoseconds(user.createdAt)])
  expect(read).toEqual(written.map(([, id, digits]) => [id, BigInt(digits ?? '')]))
  expect(read.some(([, time]) => (time as bigint) % 1_000_000n !== 0n)).toBe(true)
})

function nanoseconds(time: string): bigint {
  const [seconds, fraction = ''] = time.slice(0, -1).split('.')
  return BigInt(Date.parse(`${seconds}Z`)) * 1_000_000n + BigInt(fraction.padEnd(9, '0'))
}
