import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedStore } from '../seed/seed.ts'
import { openDatabase } from '../store/database.ts'
import { storeOver } from '../store/store.ts'
import { idsOf, refusal, startForTest, type TestSandbox } from '../test-caller.ts'
import { nowMicros } from '../time.ts'
import { liftExpiredBans } from './bans.ts'

let sandbox: TestSandbox
beforeAll(async () => {
  sandbox = await startForTest('--users=2100')
  await sandbox.upsert({ id: 'boss', role: 'admin' }, { id: 'rude' }, { id: 'kind' })
})
afterAll(() => sandbox.close())

type Ban = Record<string, unknown> & { user: { id: string }; banned_by: { id: string } }
const bansOf = async (payload: object) => {
  const query = { payload: JSON.stringify({ filter_conditions: {}, ...payload }) }
  const answer = await sandbox.call('GET', '/chat/query_banned_users', { query })
  return answer.body['bans'] as Ban[]
}
const ban = (body: object) =>
  sandbox.post('/moderation/ban', { target_user_id: 'rude', banned_by_id: 'boss', ...body })
const unban = (id: string, more: Record<string, string> = {}) =>
  sandbox.call('POST', '/moderation/unban', {
    query: { target_user_id: id, ...more },
    body: { unbanned_by_id: 'boss' },
  })

test('a ban shows on the user with its end, and among the bans with reason and author', async () => {
  const startedAt = Date.now()
  expect((await ban({ reason: 'Spam in chat', timeout: 60 })).status).toBe(201)
  const user = await sandbox.findOne('rude')
  expect(user).toMatchObject({ banned: true, shadow_banned: false })
  const minutes = (Number(user?.['ban_expires']) / 1e6 - startedAt) / 60_000
  expect(Math.round(minutes)).toBe(60)
  expect(idsOf(await sandbox.find({ filter_conditions: { banned: true, id: 'rude' } }))).toEqual([
    'rude',
  ])

  const [entry] = await bansOf({ filter_conditions: { user_id: 'rude' } })
  expect(entry).toMatchObject({
    reason: 'Spam in chat',
    user: { id: 'rude' },
    banned_by: { id: 'boss' },
  })
  expect((await unban('rude')).status).toBe(201)
  const after = await sandbox.findOne('rude')
  expect(after).toMatchObject({ banned: false })
  expect(after).not.toHaveProperty('ban_expires')
  expect(await bansOf({ filter_conditions: { user_id: 'rude' } })).toEqual([])
})

test('a shadow ban is not a ban, and unbanning lifts it too', async () => {
  await ban({ shadow: true })
  expect(await sandbox.findOne('rude')).toMatchObject({ banned: false, shadow_banned: true })
  expect((await bansOf({ filter_conditions: { user_id: 'rude' } }))[0]).toMatchObject({
    shadow: true,
  })
  await unban('rude')
  expect(await sandbox.findOne('rude')).toMatchObject({ shadow_banned: false })
})

test('a ban in one channel does not show on the user', async () => {
  await ban({ channel_cid: 'messaging:general' })
  expect(await sandbox.findOne('rude')).toMatchObject({ banned: false })
  const found = await bansOf({ filter_conditions: { channel_cid: 'messaging:general' } })
  expect(found[0]).toMatchObject({ channel: { cid: 'messaging:general' } })
  await unban('rude', { channel_cid: 'messaging:general' })
  expect(
    await bansOf({ filter_conditions: { channel_cid: { $in: ['messaging:general'] } } }),
  ).toEqual([])
})

test('banning needs somebody who bans, one of the two ways, and somebody there is', async () => {
  const answer = async (body: object) => refusal(await sandbox.post('/moderation/ban', body))
  expect(await answer({ target_user_id: 'rude' })).toEqual({
    ...{ status: 400, code: 4 },
    message:
      'Ban failed with error: "either banned_by or banned_by_id must be provided when using server side auth."',
  })
  const both = { banned_by_id: 'boss', banned_by: { id: 'boss' } }
  expect(await answer({ target_user_id: 'rude', ...both })).toMatchObject({
    message: 'Ban failed with error: "cannot set both banned_by and banned_by_id."',
  })
  expect(await answer({ target_user_id: 'nobody', banned_by_id: 'boss' })).toMatchObject({
    code: 16,
  })
  expect(await answer({ target_user_id: 'rude', banned_by_id: 'nobody' })).toMatchObject({
    code: 16,
  })
  expect(refusal(await ban({ timeout: -1 }))).toMatchObject({ code: 4 })
})

test('bans are filtered, sorted and paged', async () => {
  const all = await bansOf({ limit: 300 })
  expect(all.length).toBeGreaterThan(10)
  const times = all.map(({ created_at: at }) => Number(at))
  expect(times).toEqual(times.toSorted((a, b) => b - a))
  const upwards = await bansOf({
    sort: [{ field: 'created_at', direction: 1 }],
    limit: 2,
    offset: 1,
  })
  expect(upwards.map(({ user }) => user.id)).toEqual([all.at(-2)?.user.id, all.at(-3)?.user.id])
  const spam = await bansOf({ filter_conditions: { reason: { $autocomplete: 'spam' } } })
  expect(spam.length).toBeGreaterThan(0)
  expect(spam.every(({ reason }) => String(reason).includes('Spam'))).toBe(true)
  expect(await bansOf({ filter_conditions: { banned_by_id: 'nobody' } })).toEqual([])
  const since = new Date(Date.now() - 60_000).toISOString()
  expect(await bansOf({ filter_conditions: { created_at: { $gt: since } } })).toEqual([])
})

test.each([
  [{ filter_conditions: { role: 'user' } }, 'unrecognized field "role"'],
  [{ filter_conditions: { user_id: { $gt: 'a' } } }, 'operator "$gt" is not allowed'],
  [{ sort: [{ field: 'created_at' }, { field: 'created_at' }] }, 'maximum 1 item'],
  [{ limit: 301 }, 'limit must be 300 or less'],
])('bans: %j is refused', async (payload, message) => {
  const query = { payload: JSON.stringify(payload) }
  const answer = await sandbox.call('GET', '/chat/query_banned_users', { query })
  expect(refusal(answer)).toMatchObject({ status: 400, code: 4 })
  expect(answer.body.message).toContain(message)
})

test('mutes show on the one who mutes; unknown users are named', async () => {
  const targets = { target_ids: ['rude', 'nobody'], user_id: 'kind', timeout: 10 }
  const { body } = await sandbox.post('/moderation/mute', targets)
  expect(body).toMatchObject({
    mutes: [
      { user: { id: 'kind' }, target: { id: 'rude' }, expires: expect.any(Number) as number },
    ],
    own_user: { id: 'kind' },
    non_existing_users: ['nobody'],
  })
  expect(await sandbox.findOne('kind')).toMatchObject({ mutes: [{ target: { id: 'rude' } }] })
  await sandbox.post('/moderation/unmute', targets)
  expect(await sandbox.findOne('kind')).toMatchObject({ mutes: [] })
})

test('flags are counted by whom they are about', async () => {
  const count = async () =>
    (await sandbox.post('/moderation/flag_count', { entity_creator_id: 'rude' })).body['count']
  expect(await count()).toBe(0)
  const flag = { entity_type: 'stream:user', entity_id: 'rude', reason: 'spam', user_id: 'kind' }
  expect((await sandbox.post('/moderation/flag', flag)).body['item_id']).toMatch(/^[0-9a-f-]{36}$/)
  const message = {
    entity_type: 'stream:chat:v1:message',
    entity_id: 'm',
    entity_creator_id: 'rude',
  }
  await sandbox.post('/moderation/flag', message)
  expect(await count()).toBe(2)
})

test('who bypasses moderation can be found', async () => {
  await sandbox.post('/moderation/bypass', { target_user_id: 'boss', enabled: true })
  const found = await sandbox.find({ filter_conditions: { bypass_moderation: true, id: 'boss' } })
  expect(found.body.users[0]).toMatchObject({ id: 'boss', bypass_moderation: true })
})

test('a ban that has run out lets go of the user and stays on record', () => {
  const database = openDatabase(undefined)
  seedStore(database, { seed: 1, users: 2_100 })
  const store = storeOver(database)
  const one = database.prepare('SELECT * FROM users WHERE ban_expires IS NOT NULL').get()
  const user = store.users.find(String(one?.['id']))
  if (!user) throw new Error('Nobody is banned')
  store.users.update(user, { ...user, ban_expires: nowMicros() - 1 })
  liftExpiredBans(store)
  expect(store.users.find(user.id)).toMatchObject({
    banned: 0,
    shadow_banned: 0,
    ban_expires: null,
  })
  const bans = database.prepare('SELECT count(*) AS n FROM bans WHERE target_id = ?')
  expect(bans.get(user.id)).toMatchObject({ n: 1 })
  database.close()
})
