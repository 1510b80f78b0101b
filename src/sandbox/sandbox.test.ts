import { createHmac } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readFlags } from './flags.ts'
import { type Sandbox, startSandbox } from './sandbox.ts'

let sandbox: Sandbox

beforeAll(async () => {
  sandbox = await startSandbox(
    readFlags(['--port=0', '--control=0', '--users=3000', '--rate-limits=off', '--task-ms=40']),
  )
})
afterAll(() => sandbox.close())

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

function token(claims: object, secret = 'sandbox-secret', alg = 'HS256'): string {
  const head = `${encoded({ alg, typ: 'JWT' })}.${encoded(claims)}`
  return `${head}.${createHmac('sha256', secret).update(head).digest('base64url')}`
}

async function call(
  method: string,
  path: string,
  options: { body?: string; query?: Record<string, string>; token?: string; key?: string } = {},
) {
  const query = new URLSearchParams({ ...options.query, api_key: options.key ?? 'sandbox' })
  const response = await fetch(`${sandbox.url}/api/v2${path}?${query}`, {
    method,
    headers: {
      authorization: options.token ?? token({ server: true }),
      'stream-auth-type': 'jwt',
      'content-type': 'application/json',
    },
    ...(options.body !== undefined && { body: options.body }),
  })
  const text = await response.text()
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: JSON.parse(text) as Body,
  }
}

type User = Record<string, unknown> & { id: string; created_at: number; role: string }
type Body = {
  users: User[]
  user: User
  code: number
  message: string
  StatusCode: number
  task_id: string
  status: string
  result: { users: User[] }
}

const find = (payload: object) =>
  call('GET', '/users', { query: { payload: JSON.stringify(payload) } })
const idsOf = (answer: { body: Body }) => answer.body.users.map(({ id }) => id)

test.each([
  ['a wrong key', { key: 'other' }, 401, 2],
  ['a wrong signature', { token: token({ server: true }, 'wrong') }, 401, 43],
  ['a token that is not signed', { token: `${token({ server: true }, '', 'none')}` }, 401, 5],
  ['a token of a user', { token: token({ user_id: 'jose-nunez-42' }) }, 403, 17],
  ['no token', { token: '' }, 401, 5],
])('%s is refused', async (_, options, status, code) => {
  const answer = await call('GET', '/users', { ...options, query: { payload: '{}' } })
  expect([answer.status, answer.body.code, answer.body.StatusCode]).toEqual([status, code, status])
})

test.each([
  ['no payload', {}, 'invalid json data'],
  ['a limit above 100', { payload: '{"limit":101}' }, 'limit must be 100 or less'],
  ['an offset above 1000', { payload: '{"offset":1001}' }, 'offset must be 1000 or less'],
  [
    'an operator the field lacks',
    { payload: '{"filter_conditions":{"banned":{"$gt":true}}}' },
    'operator "$gt" is not allowed for field "banned"',
  ],
  [
    'signs alone to complete',
    { payload: '{"filter_conditions":{"name":{"$autocomplete":"!?"}}}' },
    '$autocomplete field is empty',
  ],
])('%s is an input error in the words of Stream', async (_, query, message) => {
  const answer = await call('GET', '/users', { query })
  expect([answer.status, answer.body.code]).toEqual([400, 4])
  expect(answer.body.message).toContain('QueryUsers failed with error: "')
  expect(answer.body.message).toContain(message)
})

test('an unknown path answers 404 in the envelope, with rate-limit headers', async () => {
  const answer = await call('GET', '/nothing')
  expect([answer.status, answer.body.code]).toEqual([404, 16])
  expect(answer.headers.get('x-ratelimit-limit')).toMatch(/^\d+$/)
})

test('times are nanoseconds in plain digits, with microseconds that are no whole milliseconds', async () => {
  const { text } = await find({ filter_conditions: {}, limit: 100 })
  const times = [...text.matchAll(/"created_at":(\d+)/g)].map(([, digits]) => digits ?? '')
  expect(times.every((digits) => /^\d{16}000$/.test(digits))).toBe(true)
  expect(times.some((digits) => !digits.endsWith('000000'))).toBe(true)
})

test('the oddest custom values keep every letter', async () => {
  const { text } = await find({ filter_conditions: { id: 'steward-odd' } })
  expect(text).toContain('"10":"ten","2":"two","__proto__":{"polluted":true}')
  expect(text).toContain(String.raw`"big":12345678901234567890,"price":1.10,"lone":"\ud800"`)
})

test('any custom object comes back letter by letter, through upsert and partial update', async () => {
  const value = fc.json({ depthSize: 'small' }).filter((json) => json.length < 1_000)
  await fc.assert(
    fc.asyncProperty(value, value, async (first, second) => {
      const custom = `{"9":${first},"__proto__":${first},"1":1.10}`
      const body = `{"users":{"lossless":{"id":"lossless","custom":${custom}}}}`
      const upserted = await call('POST', '/users', { body })
      expect(upserted.text).toContain(`"custom":${custom}`)
      const patched = await call('PATCH', '/users', {
        body: `{"users":[{"id":"lossless","set":{"new":${second}}}]}`,
      })
      const expected = `"custom":${custom.slice(0, -1)},"new":${second}}`
      expect(patched.text).toContain(expected)
      expect((await find({ filter_conditions: { id: 'lossless' } })).text).toContain(expected)
    }),
    { numRuns: 50 },
  )
})

test('walking by key visits everybody once, ties and empty values included', async () => {
  const seen: string[] = []
  for (let last = ''; ;) {
    const page = await find({
      filter_conditions: last ? { id: { $gt: last } } : {},
      sort: [{ field: 'id', direction: 1 }],
      limit: 100,
      include_deactivated_users: true,
    })
    seen.push(...idsOf(page))
    last = idsOf(page).at(-1) ?? ''
    if (page.body.users.length < 100) break
  }
  expect(new Set(seen).size).toBe(seen.length)
  expect(seen.length).toBeGreaterThanOrEqual(3_000)
  expect(seen).toEqual(seen.toSorted((a, b) => (a < b ? -1 : 1)))
})

test('a filter finds what a plain reading of it finds', async () => {
  const everybody: User[] = []
  for (let page = 0; page < 10; page++) {
    const answer = await find({ filter_conditions: {}, limit: 100, offset: page * 100 })
    everybody.push(...answer.body.users)
  }
  const known = new Set(everybody.map(({ id }) => id))
  const sample = everybody.flatMap(({ id }, index) => (index % 7 === 0 ? [id] : []))
  type Case = [filter: object, matches: (user: User) => boolean]
  const custom = (user: User) => user['custom'] as Record<string, unknown>
  const leaf: fc.Arbitrary<Case> = fc.oneof(
    fc
      .constantFrom('user', 'admin', 'moderator')
      .map((role): Case => [{ role }, (user) => user.role === role]),
    fc.constantFrom(...sample).map((id): Case => [{ id: { $lte: id } }, (user) => user.id <= id]),
    fc
      .integer({ min: 10, max: 80 })
      .map((age): Case => [
        { 'custom.age': { $gte: age } },
        (user) => typeof custom(user)['age'] === 'number' && Number(custom(user)['age']) >= age,
      ]),
    fc
      .constantFrom('red', 'blue')
      .map((color): Case => [{ color }, (user) => custom(user)['color'] === color]),
    fc
      .constantFrom('red', 'ops')
      .map((team): Case => [
        { teams: { $contains: team } },
        (user) => (user['teams'] as string[]).includes(team),
      ]),
    fc.boolean().map((is): Case => [{ banned: is }, (user) => user['banned'] === is]),
    fc
      .boolean()
      .map((has): Case => [
        { last_active: { $exists: has } },
        (user) => 'last_active' in user === has,
      ]),
  )
  const filter: fc.Arbitrary<Case> = fc.letrec<{ node: Case }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 3 },
      leaf,
      fc
        .tuple(
          fc.constantFrom('$and', '$or', '$nor'),
          fc.array(tie('node'), { minLength: 1, maxLength: 3 }),
        )
        .map(([word, parts]): Case => [
          { [word]: parts.map(([part]) => part) },
          (user) => {
            const results = parts.map(([, matches]) => matches(user))
            if (word === '$and') return results.every(Boolean)
            return results.some(Boolean) === (word === '$or')
          },
        ]),
    ),
  })).node
  await fc.assert(
    fc.asyncProperty(filter, async ([conditions, matches]) => {
      const found: string[] = []
      for (let last = ''; ;) {
        const page = await find({
          filter_conditions: { $and: [conditions, { id: { $gt: last } }] },
          sort: [{ field: 'id', direction: 1 }],
          limit: 100,
        })
        found.push(...idsOf(page))
        last = idsOf(page).at(-1) ?? ''
        if (page.body.users.length < 100) break
      }
      expect(found.filter((id) => known.has(id))).toEqual(
        everybody
          .filter(matches)
          .map(({ id }) => id)
          .toSorted((a, b) => (a < b ? -1 : 1)),
      )
    }),
    { numRuns: 30 },
  )
})

test('deactivating hides a person from the default query until reactivated', async () => {
  const conditions = { filter_conditions: { id: 'admin-1' } }
  const off = await call('POST', '/users/admin-1/deactivate', { body: '{}' })
  expect([off.status, typeof off.body.user['deactivated_at']]).toEqual([201, 'number'])
  expect(idsOf(await find(conditions))).toEqual([])
  expect(idsOf(await find({ ...conditions, include_deactivated_users: true }))).toEqual(['admin-1'])

  const written = await call('PATCH', '/users', {
    body: '{"users":[{"id":"admin-1","set":{"a":1}}]}',
  })
  expect([written.status, written.body.code]).toEqual([404, 16])
  expect(written.body.message).toContain('the user admin-1 was deactivated')

  expect((await call('POST', '/users/admin-1/reactivate', { body: '{}' })).status).toBe(201)
  expect(idsOf(await find(conditions))).toEqual(['admin-1'])
  const again = await call('POST', '/users/admin-1/reactivate', { body: '{}' })
  expect([again.status, again.body.code]).toEqual([400, 4])
  expect(again.body.message).toContain('is not deactivated')
})

test('many are deactivated in a task that is followed to its end', async () => {
  const ids = idsOf(await find({ filter_conditions: { campaign: 'cryptodrop' }, limit: 100 }))
  const { body } = await call('POST', '/users/deactivate', {
    body: JSON.stringify({ user_ids: ids }),
  })
  expect(body.task_id).toMatch(/^[0-9a-f-]{36}$/)
  expect((await call('GET', `/tasks/${body.task_id}`)).body.status).toMatch(/pending|running/)
  await sleep(120)
  const task = await call('GET', `/tasks/${body.task_id}`)
  expect([task.body.status, task.body.result.users.length]).toEqual(['completed', 100])
  expect((await call('GET', '/tasks/unknown')).status).toBe(404)
})

test('a replacing update loses what it does not name, a partial one nothing', async () => {
  const upsert = (user: object) =>
    call('POST', '/users', { body: JSON.stringify({ users: { edit: { id: 'edit', ...user } } }) })
  await upsert({ name: 'Ed', role: 'moderator', teams: ['red'], custom: { a: 1, b: 2 } })
  await call('PATCH', '/users', {
    body: '{"users":[{"id":"edit","set":{"c":3,"deep.er":1},"unset":["a","name"]}]}',
  })
  const read = async () => (await find({ filter_conditions: { id: 'edit' } })).body.users[0]
  expect(await read()).toMatchObject({ role: 'moderator', custom: { b: 2, c: 3, deep: { er: 1 } } })
  expect(await read()).not.toHaveProperty('name')
  await upsert({ custom: { z: 1 } })
  expect(await read()).toMatchObject({ role: 'moderator', teams: ['red'], custom: { z: 1 } })
  expect((await read())?.['custom']).toEqual({ z: 1 })
})

test.each([
  ['a path with an empty part', '{"id":"jose-nunez-42","set":{"a..b":1}}', 'not a valid key path'],
  ['a path both set and unset', '{"id":"jose-nunez-42","set":{"a.b":1},"unset":["a"]}', 'both set'],
  ['a read-only field', '{"id":"jose-nunez-42","set":{"created_at":1}}', 'is a reserved field'],
  ['a role nobody defined', '{"id":"jose-nunez-42","set":{"role":"king"}}', 'but not defined'],
])('%s is refused', async (_, user, message) => {
  const answer = await call('PATCH', '/users', { body: `{"users":[${user}]}` })
  expect([answer.status, answer.body.code]).toEqual([400, 4])
  expect(answer.body.message).toContain(message)
})

test('custom data beyond 5 KB is too big', async () => {
  const body = JSON.stringify({ users: { fat: { id: 'fat', custom: { a: 'x'.repeat(5_200) } } } })
  expect(await call('POST', '/users', { body })).toMatchObject({ status: 413, body: { code: 22 } })
})

test('a fault shows for as many calls as asked, and the effect log tells what happened', async () => {
  const control = sandbox.control ?? ''
  const put = (list: object[]) =>
    fetch(`${control}/faults`, { method: 'PUT', body: JSON.stringify(list) })
  await put([{ endpoint: 'QueryUsers', kind: 'status', status: 503, count: 1 }])
  expect((await find({ filter_conditions: {} })).status).toBe(503)
  expect((await find({ filter_conditions: {} })).status).toBe(200)
  const wrong = await put([{ endpoint: '*', kind: 'status', status: 418 }])
  expect([wrong.status, await wrong.text()]).toEqual([
    400,
    expect.stringContaining('status must be'),
  ])

  await put([{ endpoint: 'DeactivateUser', kind: 'reset', when: 'after', count: 1 }])
  await expect(call('POST', '/users/steward-odd/deactivate', { body: '{}' })).rejects.toThrow()
  const effects = (await (await fetch(`${control}/effects?after=0`)).json()) as object[]
  expect(effects.at(-1)).toMatchObject({ user_id: 'steward-odd', change: 'deactivated' })
  await fetch(`${control}/reset`, { method: 'POST' })
  expect(idsOf(await find({ filter_conditions: { id: 'steward-odd' } }))).toEqual(['steward-odd'])
})
