import { afterAll, beforeAll, expect, test } from 'vitest'
import { startForTest, type TestSandbox, token } from '../test-caller.ts'

let sandbox: TestSandbox
beforeAll(async () => {
  sandbox = await startForTest()
})
afterAll(() => sandbox.close())

test.each([
  ['a wrong key', { key: 'other' }, 401, 2],
  ['a wrong signature', { token: token({ server: true }, 'wrong') }, 401, 43],
  ['a token that is not signed', { token: token({ server: true }, '', 'none') }, 401, 5],
  [
    'a token with the signature left out',
    { token: `${token({ server: true }).split('.', 2).join('.')}.` },
    401,
    43,
  ],
  ['a token that says Bearer', { token: `Bearer ${token({ server: true })}` }, 401, 5],
  ['a token that has expired', { token: token({ server: true, exp: 1 }) }, 401, 40],
  ['a token for later', { token: token({ server: true, nbf: 4e9 }) }, 401, 41],
  ['no token', { token: '' }, 401, 5],
  ['another kind of sign-in', { headers: { 'stream-auth-type': 'anonymous' } }, 401, 5],
  ['a token of a user', { token: token({ user_id: 'jose-nunez-42' }) }, 403, 17],
])('%s is refused', async (_, options, status, code) => {
  const answer = await sandbox.call('GET', '/users', { ...options, query: { payload: '{}' } })
  expect([answer.status, answer.body.code, answer.body.StatusCode]).toEqual([status, code, status])
})

test('the token of a user says which role may not do what', async () => {
  const options = { token: token({ user_id: 'admin-1' }), body: '{}' }
  const answer = await sandbox.call('POST', '/users', options)
  expect(answer.body.message).toContain(
    "User with role 'admin' is not allowed to perform action UpdateUsers",
  )
})

test('a token issued before a revocation is refused, for one user or for the app', async () => {
  const asUser = (iat: number) =>
    sandbox.call('GET', '/app', { token: token({ user_id: 'jose-nunez-42', iat }) })
  const [old, fresh] = [1_700_000_000, 1_900_000_000]
  expect((await asUser(old)).status).toBe(403)
  const since = '2025-01-01T00:00:00Z'
  await sandbox.patch({ id: 'jose-nunez-42', set: { revoke_tokens_issued_before: since } })
  expect(await asUser(old)).toMatchObject({ status: 401, body: { code: 40 } })
  expect((await asUser(fresh)).status).toBe(403)
  await sandbox.patch({ id: 'jose-nunez-42', set: { revoke_tokens_issued_before: null } })
  expect((await asUser(old)).status).toBe(403)

  const setApp = (time: string | null) =>
    sandbox.call('PATCH', '/app', { body: { revoke_tokens_issued_before: time } })
  await setApp(since)
  expect((await asUser(old)).status).toBe(401)
  await setApp(null)
  expect((await asUser(old)).status).toBe(403)
})

test('a deactivated user can no longer do anything', async () => {
  await sandbox.upsert({ id: 'gone' })
  await sandbox.post('/users/gone/deactivate')
  const answer = await sandbox.call('GET', '/app', { token: token({ user_id: 'gone' }) })
  expect(answer).toMatchObject({ status: 404, body: { code: 16 } })
  expect(answer.body.message).toContain('the user gone was deactivated')
})

test('an address with a second slash at the start is the same address', async () => {
  const answer = await fetch(`${sandbox.url}//api/v2/app?api_key=sandbox`, {
    headers: { authorization: token({ server: true }) },
  })
  expect(answer.status).toBe(200)
})

test('every answer says what is left of the limit, an unknown address included', async () => {
  const answer = await sandbox.call('GET', '/nothing')
  expect([answer.status, answer.body.code]).toEqual([404, 16])
  expect(answer.headers.get('x-ratelimit-limit')).toMatch(/^\d+$/)
  expect(answer.headers.get('x-ratelimit-remaining')).toMatch(/^\d+$/)
  expect(Number(answer.headers.get('x-ratelimit-reset'))).toBeGreaterThan(Date.now() / 1_000 - 1)
})

test('beyond the limit: 429, code 9, and when to come back', async () => {
  const limited = await startForTest('--rate-limits=1', '--users=3')
  const answers = []
  for (let call = 0; call < 4; call++) answers.push(await limited.call('GET', '/tasks/x'))
  await limited.close()
  const last = answers.find(({ status }) => status === 429)
  expect(last?.body).toMatchObject({ code: 9, StatusCode: 429 })
  expect(last?.body.message).toContain('Too many requests')
  expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0)
})
