import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { Endpoint } from '../../contract/endpoint.ts'
import { urlFor } from '../../contract/endpoint.ts'
import { endpoints, oneClickEndpoints, trainingEndpoints } from '../../contract/endpoints.ts'
import { ErrorBody } from '../../contract/errors.ts'
import { startTestServer, type TestServer } from '../test-server.ts'

/** Inputs per route; sent some at a time, so that a run of 500 does not take minutes. */
const RUNS = Number(process.env['RUNS'] ?? 500)
const AT_ONCE = 10
const OneErrorBody = z.strictObject(ErrorBody.shape)

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
type Parts = { params?: Json; query?: Json; body?: Json }

const reason = { preset: 'other', text: 'because' }
const user = { appId: 'sandbox', userId: 'jose-nunez-42' }

/** One input of each route that is right; what is sent is this with something spoilt. */
const right: Record<string, Parts> = {
  getSignInOptions: {},
  signIn: { body: { email: 'a@example.com', password: 'a password' } },
  signInAs: { body: { role: 'support' } },
  claimOwnerLink: {
    body: { token: 'x', name: 'Olive', email: 'o@example.com', password: 'long enough to be one' },
  },
  getSession: {},
  signOut: {},
  listApps: {},
  appEvents: { params: { appId: 'sandbox' } },
  listUsers: {
    params: { appId: 'sandbox' },
    body: {
      filter: {
        version: 1,
        match: 'all',
        rules: [
          { field: 'role', operator: 'in', value: ['user', 'guest'] },
          {
            match: 'any',
            rules: [
              { field: 'created_at', operator: 'gt', value: '2020-01-01T00:00:00.123456Z' },
              { field: 'custom.age', operator: 'gte', value: { json: '18' } },
            ],
          },
        ],
      },
      search: 'a',
      activity: 'active',
      sort: { field: 'last_active', direction: 'desc' },
      after: { value: '2020-01-01T00:00:00Z', id: 'a', order: 'sort' },
      limit: 2,
    },
  },
  getUser: { params: user },
  updateUser: {
    params: user,
    body: { setCustom: [{ key: 'a', json: '[1.10]' }], unsetCustom: ['b', 'c'] },
  },
  deactivateUser: { params: user, body: { reason, markMessagesDeleted: true } },
  reactivateUser: { params: user, body: { reason, restoreMessages: false } },
  getTraining: { params: { appId: 'sandbox' } },
  setTrouble: { params: { appId: 'sandbox' }, body: { trouble: 'none' } },
  startRaid: { params: { appId: 'sandbox' }, body: { accounts: 1, seconds: 0 } },
  startAgain: { params: { appId: 'sandbox' }, body: {} },
}

const everyEndpoint = [...endpoints, ...trainingEndpoints, ...oneClickEndpoints]

test('every route has an input to spoil', () => {
  expect(Object.keys(right).toSorted()).toEqual(everyEndpoint.map(({ name }) => name).toSorted())
})

const nasty = fc.constantFrom<Json>(
  ...[
    '',
    '\0',
    '\ud800',
    '\u202e',
    'x'.repeat(9_000),
    '__proto__',
    'constructor',
    '../../etc/passwd',
  ],
  ...[
    "' OR 1=1; --",
    '%00',
    '%',
    '$ne',
    '{"$gt":""}',
    '{',
    '1e999',
    '-0',
    'null',
    '<b>',
    '/',
    '?a#b',
  ],
  ...['2026-02-30T00:00:00Z', '9999-12-31T23:59:59.999999999Z', '0000-01-01T00:00:00Z'],
  ...[null, true, -1, 0, 1.5, 2 ** 53, -1e308, 101],
  ...[[], {}, [[[[[[]]]]]], JSON.parse('{"__proto__":{"polluted":1}}') as Json],
  JSON.parse(`${'['.repeat(500)}${']'.repeat(500)}`) as Json,
)
const anything = fc.oneof(nasty, fc.jsonValue() as fc.Arbitrary<Json>)

/** A value with one thing in it replaced, removed or added, somewhere at any depth. */
function spoilt(value: Json): fc.Arbitrary<Json | undefined> {
  const replaced = fc.oneof(anything, fc.constant(undefined))
  if (typeof value !== 'object' || value === null) return replaced
  const inside = Object.entries(value).map(([key, inner]) =>
    spoilt(inner).map((other) => withMember(value, key, other)),
  )
  const added = fc
    .tuple(fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'toString')), anything)
    .map(([key, other]) => withMember(value, Array.isArray(value) ? '0' : key, other))
  return fc.oneof({ weight: 1, arbitrary: replaced }, { weight: 2, arbitrary: added }, ...inside)
}

function withMember(value: Json[] | { [key: string]: Json }, key: string, other: Json | undefined) {
  if (Array.isArray(value)) {
    return value.flatMap((inner, index) => (String(index) === key ? (other ?? []) : [inner]))
  }
  const members = Object.entries(value).filter(([name]) => name !== key)
  return Object.fromEntries(other === undefined ? members : [...members, [key, other]])
}

/** What fits an address: texts, and of those none that leads to another route. */
const segment = fc
  .oneof(fc.string({ unit: 'binary' }), nasty.map(String))
  .filter((text) => encodable(text) && !['', '.', '..'].includes(text))
function encodable(text: string): boolean {
  return text.isWellFormed() && encodeURIComponent(text).length < 8_000
}

function inputOf(endpoint: Endpoint): fc.Arbitrary<Parts> {
  const { params, body } = right[endpoint.name] ?? {}
  const names = Object.keys((params ?? {}) as object)
  const spoiltParams = fc
    .tuple(fc.constantFrom(...names, undefined), segment)
    .map(([name, text]) => ({ ...(params as object), ...(name && { [name]: text }) }))
  const query = fc.dictionary(fc.string().filter(encodable), segment, { minKeys: 1, maxKeys: 2 })
  // Where nothing else can be wrong, the query is.
  const rarely = names.length > 0 || body ? 9 : 0
  return fc.record(
    {
      params: fc.oneof(fc.constant(params ?? {}), spoiltParams),
      query: fc.oneof(
        { weight: rarely, arbitrary: fc.constant({}) },
        { weight: 1, arbitrary: query },
      ),
      // A body where none belongs is bad input too.
      body: (body ? spoilt(body) : fc.oneof(fc.constant(undefined), anything)).map(
        (json) => json ?? {},
      ),
    },
    { noNullPrototype: true },
  )
}

/** By the contract alone, which parts of an input are wrong. */
function wrongParts(endpoint: Endpoint, input: Parts): string[] {
  const sent = { ...input, body: endpoint.method === 'GET' ? undefined : input.body }
  return (['params', 'query', 'body'] as const).filter((part) => {
    const given = sent[part] ?? {}
    const isEmpty = typeof given === 'object' && Object.keys(given).length === 0
    return endpoint[part] ? !endpoint[part].safeParse(given).success : !isEmpty && part !== 'params'
  })
}

async function send(endpoint: Endpoint, { params, query, body }: Parts) {
  const search = String(new URLSearchParams(query as Record<string, string>))
  const path = urlFor(endpoint, { params } as never)
  return server.send('owner', {
    method: endpoint.method,
    url: search ? `${path}?${search}` : path,
    ...(endpoint.method !== 'GET' && {
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify(body),
    }),
  })
}

/** Traces of our own code and SQL; a name the client made up may look like a part of one. */
const leaks = /\n\s+at |node:internal|node_modules|\/src\/|\w\.ts:\d|select .* from |insert into /i

test.each(everyEndpoint.map((endpoint) => [endpoint.name, endpoint] as const))(
  '%s refuses bad input, names the field, and never breaks',
  async (_, endpoint) => {
    // An answer without an end, the end of the session, another sandbox: not while others need them.
    const isStage = endpoint.name === 'signOut' || trainingEndpoints.includes(endpoint)
    const mayBeRight = endpoint.kind === 'json' && !isStage
    const input = inputOf(endpoint).filter(
      (one) => mayBeRight || wrongParts(endpoint, one).length > 0,
    )
    const batch = fc.array(input, { minLength: AT_ONCE, maxLength: AT_ONCE })
    await fc.assert(
      fc.asyncProperty(batch, (inputs) =>
        Promise.all(inputs.map((one) => check(endpoint, one))).then(() => undefined),
      ),
      { numRuns: Math.ceil(RUNS / AT_ONCE) },
    )
    expect(Object.keys(Object.prototype)).toEqual([])
    expect({}).not.toHaveProperty('polluted')
  },
  20 * 60_000,
)

async function check(endpoint: Endpoint, input: Parts): Promise<void> {
  const answer = await send(endpoint, input)
  const wrong = wrongParts(endpoint, input)
  if (answer.statusCode === 200) return void expect(wrong).toEqual([])
  const body = OneErrorBody.parse(answer.json())
  expect(body.code).not.toBe('internal')
  expect(answer.body).not.toMatch(leaks)
  if (wrong.length === 0) return
  expect(answer.statusCode).toBe(400)
  const named = (body.details?.fields ?? []).map(({ path }) => path.split('.')[0])
  expect(wrong).toEqual(expect.arrayContaining([named[0]]))
}
