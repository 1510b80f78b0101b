import { afterAll, beforeAll, expect, test } from 'vitest'
import { refusal, startForTest, type TestSandbox, token } from '../test-caller.ts'

let sandbox: TestSandbox
beforeAll(async () => {
  sandbox = await startForTest('--users=3')
  await sandbox.upsert({ id: 'ann', name: 'Ann' }, { id: 'bob' })
})
afterAll(() => sandbox.close())

test('blocking, once or twice, is one block; unblocking ends it', async () => {
  const body = { user_id: 'ann', blocked_user_id: 'bob' }
  const first = await sandbox.post('/users/block', body)
  expect(first.body).toMatchObject({ blocked_by_user_id: 'ann', blocked_user_id: 'bob' })
  const second = await sandbox.post('/users/block', body)
  expect(second.body['created_at']).toBe(first.body['created_at'])
  const list = await sandbox.call('GET', '/users/block', { query: { user_id: 'ann' } })
  expect(list.body['blocks']).toMatchObject([
    { user_id: 'ann', blocked_user_id: 'bob', user: { id: 'ann' }, blocked_user: { id: 'bob' } },
  ])
  expect(await sandbox.findOne('ann')).toMatchObject({ blocked_user_ids: ['bob'] })
  expect((await sandbox.post('/users/unblock', body)).status).toBe(201)
  expect(await sandbox.findOne('ann')).toMatchObject({ blocked_user_ids: [] })
  expect(refusal(await sandbox.post('/users/block', { blocked_user_id: 'bob' }))).toMatchObject({
    code: 4,
  })
})

test('devices: newest first, the same one once, the 26th pushes the oldest out', async () => {
  const add = (id: string) =>
    sandbox.post('/devices', { id, push_provider: 'firebase', user_id: 'bob' })
  for (let index = 0; index < 26; index++) await add(`device-${index}`)
  expect((await add('device-25')).status).toBe(201)
  const list = async () => {
    const { body } = await sandbox.call('GET', '/devices', { query: { user_id: 'bob' } })
    return body['devices'] as { id: string; user_id: string; created_at: number }[]
  }
  const devices = await list()
  expect(devices.map(({ id }) => id)).toEqual(
    Array.from({ length: 25 }, (_, index) => `device-${25 - index}`),
  )
  expect(devices[0]).toMatchObject({ user_id: 'bob', push_provider: 'firebase' })
  const query = { id: 'device-25', user_id: 'bob' }
  expect((await sandbox.call('DELETE', '/devices', { query })).status).toBe(200)
  expect((await list())[0]?.id).toBe('device-24')
  expect(refusal(await sandbox.call('DELETE', '/devices', { query }))).toMatchObject({ code: 16 })
  const fax = { id: 'x', push_provider: 'fax', user_id: 'bob' }
  expect(refusal(await sandbox.post('/devices', fax))).toMatchObject({ status: 400, code: 4 })
})

test('a guest gets an id around the one asked for, the role, and a token that is known', async () => {
  const { status, body } = await sandbox.post('/guest', { user: { id: 'visitor', name: 'V' } })
  expect([status, body.user.role, body.user.name]).toEqual([201, 'guest', 'V'])
  expect(body.user.id).toContain('visitor')
  const asGuest = await sandbox.call('GET', '/app', { token: String(body['access_token']) })
  expect(asGuest.body.message).toContain("role 'guest'")
  await sandbox.call('PATCH', '/app', { body: { guest_user_creation_disabled: true } })
  const refused = await sandbox.post('/guest', { user: { id: 'visitor' } })
  expect(refusal(refused)).toMatchObject({ status: 403, code: 17 })
  await sandbox.call('PATCH', '/app', { body: { guest_user_creation_disabled: false } })
  await sandbox.call('PATCH', '/app', { body: { multi_tenant_enabled: true } })
  expect((await sandbox.post('/guest', { user: { id: 'visitor' } })).status).toBe(403)
  await sandbox.call('PATCH', '/app', { body: { multi_tenant_enabled: false } })
})

test('one user is exported in the answer, several in a file that the sandbox serves', async () => {
  const one = await sandbox.call('GET', '/users/jose-nunez-42/export')
  expect(one.body).toMatchObject({ user: { id: 'jose-nunez-42' } })
  expect((one.body['messages'] as object[]).length).toBeGreaterThan(0)
  expect(one.body['reactions']).toBeInstanceOf(Array)

  const ids = ['jose-nunez-42', 'ann', 'nobody']
  const { body } = await sandbox.post('/export/users', { user_ids: ids })
  const { result } = await sandbox.taskEnd(body.task_id)
  expect(result.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/exports\/users\//)
  const file = await (await fetch(result.url)).text()
  const lines = file.trim().split('\n')
  expect(lines.map((line) => (JSON.parse(line) as { user: { id: string } }).user.id)).toEqual(
    ids.slice(0, 2),
  )
  const many = Array.from({ length: 26 }, (_, index) => `u${index}`)
  expect(refusal(await sandbox.post('/export/users', { user_ids: many }))).toMatchObject({
    code: 4,
  })
  expect((await fetch(`${result.url.slice(0, -4)}0000`)).status).not.toBe(200)
})

test('an event of the app’s own goes to one user and into the log', async () => {
  const from = await sandbox.lastEffect()
  const event = { type: 'lunch', custom: { at: 'noon' } }
  expect((await sandbox.post('/chat/users/ann/event', { event })).status).toBe(201)
  expect(await sandbox.effectsAfter(from)).toMatchObject([
    { user_id: 'ann', change: 'custom event' },
  ])
  const reserved = await sandbox.post('/chat/users/ann/event', { event: { type: 'user.banned' } })
  expect(refusal(reserved)).toMatchObject({ status: 400, code: 4 })
})

test('recent messages of a user are found page by page', async () => {
  const search = async (more: object) => {
    const payload = {
      filter_conditions: { members: { $in: ['jose-nunez-42'] } },
      message_filter_conditions: { 'user.id': { $eq: 'jose-nunez-42' } },
      ...more,
    }
    const answer = await sandbox.call('GET', '/chat/search', {
      query: { payload: JSON.stringify(payload) },
    })
    return answer.body as unknown as { results: { message: { id: string } }[]; next?: string }
  }
  const all = await search({ limit: 100 })
  const first = await search({ limit: 2 })
  const second = await search({ limit: 2, next: first.next })
  const ids = (page: typeof all) => page.results.map(({ message }) => message.id)
  expect([...ids(first), ...ids(second)]).toEqual(ids(all).slice(0, 4))
  expect(all.next).toBeUndefined()
})

test('a user who may not call is told so by every one of these', async () => {
  const asUser = { token: token({ user_id: 'ann' }), body: '{}' }
  for (const path of ['/users/block', '/devices', '/guest', '/export/users']) {
    expect(refusal(await sandbox.call('POST', path, asUser))).toMatchObject({
      status: 403,
      code: 17,
    })
  }
})
