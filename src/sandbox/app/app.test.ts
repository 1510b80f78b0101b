import { afterAll, beforeAll, expect, test } from 'vitest'
import { refusal, startForTest, type TestSandbox } from '../test-caller.ts'

let sandbox: TestSandbox
beforeAll(async () => {
  sandbox = await startForTest('--users=3')
})
afterAll(() => sandbox.close())

const get = async (path: string, query: Record<string, string> = {}) =>
  (await sandbox.call('GET', path, { query })).body
const setApp = (body: object) => sandbox.call('PATCH', '/app', { body })

test('settings are read, changed one by one, and checked', async () => {
  expect(await get('/app')).toMatchObject({
    app: {
      ...{ name: 'acme-chat', multi_tenant_enabled: false, enforce_unique_usernames: 'no' },
      ...{ guest_user_creation_disabled: false, suspended: false },
      grants: { admin: expect.any(Array) as string[] },
    },
  })
  expect((await setApp({ multi_tenant_enabled: true })).status).toBe(200)
  expect(await get('/app')).toMatchObject({
    app: { multi_tenant_enabled: true, enforce_unique_usernames: 'no' },
  })
  expect(refusal(await setApp({ enforce_unique_usernames: 'maybe' }))).toMatchObject({ code: 4 })
  expect(
    refusal(await setApp({ event_hooks: [{ hook_type: 'webhook', webhook_url: 'ftp://x' }] })),
  ).toMatchObject({ code: 4 })
  await setApp({ multi_tenant_enabled: false })
})

test('roles are listed, made and removed, each refusal in the words of Stream', async () => {
  const names = async () =>
    ((await get('/roles'))['roles'] as { name: string }[]).map(({ name }) => name)
  expect(await names()).toEqual(expect.arrayContaining(['user', 'admin', 'guest', 'moderator']))
  const made = await sandbox.post('/roles', { name: 'beekeeper' })
  expect(made.body['role']).toMatchObject({ name: 'beekeeper', custom: true, scopes: ['.app'] })
  const again = await sandbox.post('/roles', { name: 'beekeeper' })
  expect(again.body.message).toContain('role "beekeeper" already exists')

  await sandbox.upsert({ id: 'bee', role: 'beekeeper' })
  const remove = (name: string) => sandbox.call('DELETE', `/roles/${name}`)
  expect((await remove('beekeeper')).body.message).toContain(
    'role "beekeeper" cannot be deleted, at least one user is using this role (ie. "bee")',
  )
  await sandbox.upsert({ id: 'bee', role: 'user' })
  expect((await remove('beekeeper')).status).toBe(200)
  expect((await remove('beekeeper')).body.message).toContain('role "beekeeper" does not exist')
  expect((await remove('admin')).body.message).toContain(
    'role "admin" is a built-in role and cannot be deleted',
  )
  expect(refusal(await sandbox.upsert({ id: 'bee', role: 'beekeeper' }))).toMatchObject({ code: 4 })
  expect(refusal(await sandbox.post('/roles', { name: 'x'.repeat(65) }))).toMatchObject({ code: 4 })
})

test('no more than 25 roles of the app’s own', async () => {
  let answer = await sandbox.post('/roles', { name: 'r0' })
  for (let index = 1; answer.status === 201; index++) {
    expect(index).toBeLessThan(30)
    answer = await sandbox.post('/roles', { name: `r${index}` })
  }
  expect(answer.body.message).toContain('at maximum 25 custom roles')
})

test('permissions are listed and found by id', async () => {
  const all = (await get('/permissions'))['permissions'] as { id: string; action: string }[]
  expect(all.map(({ action }) => action)).toEqual(expect.arrayContaining(['BanUser', 'UpdateUser']))
  expect(await get('/permissions/ban-user')).toMatchObject({ permission: { action: 'BanUser' } })
  expect(refusal(await sandbox.call('GET', '/permissions/fly'))).toMatchObject({ code: 16 })
})

test('push providers are listed', async () => {
  expect(await get('/push_providers')).toMatchObject({
    push_providers: [{ type: 'apn' }, { type: 'firebase' }],
  })
})

test('rate limits: the platforms and endpoints asked for, and what is left of them', async () => {
  const limited = await startForTest('--rate-limits=10', '--users=3')
  const ask = async (query: Record<string, string>) =>
    (await limited.call('GET', '/rate_limits', { query })).body
  await limited.call('GET', '/app')
  const one = await ask({ server_side: 'true', endpoints: 'GetApp,QueryUsers' })
  expect(Object.keys(one).toSorted()).toEqual(['duration', 'server_side'])
  expect(one['server_side']).toEqual({
    GetApp: { limit: 100_000, remaining: 99_999, reset: expect.any(Number) as number },
    QueryUsers: { limit: 10_000, remaining: 10_000, reset: expect.any(Number) as number },
  })
  expect(Object.keys(await ask({}))).toEqual(
    expect.arrayContaining(['server_side', 'android', 'ios', 'web']),
  )
  await limited.close()
})
