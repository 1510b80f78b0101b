import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RaidProgress } from '../raid.ts'
import { idsOf, startForTest, type TestSandbox } from '../test-caller.ts'

let sandbox: TestSandbox
beforeAll(async () => {
  sandbox = await startForTest('--seed=5')
})
afterAll(() => sandbox.close())

test('the state says what a panel needs', async () => {
  expect(await sandbox.control('GET', '/state')).toMatchObject({
    ...{ users: 600, seed: 5, url: sandbox.url, apiKey: 'sandbox', faults: [] },
    raid: { running: false },
    endpoints: expect.arrayContaining(['QueryUsers', 'DeleteUsers', 'Ban']) as string[],
  })
})

test('faults are listed with what is left of them and how often they were met', async () => {
  await sandbox.faults({ endpoint: 'GetApp', kind: 'status', status: 503, count: 3 })
  await sandbox.call('GET', '/app')
  expect(await sandbox.control('GET', '/faults')).toEqual([
    { endpoint: 'GetApp', kind: 'status', status: 503, when: 'before', rate: 1, count: 2, met: 1 },
  ])
  await sandbox.control('DELETE', '/faults')
  expect(await sandbox.control('GET', '/faults')).toEqual([])
})

test('the effect log names who, by which call and when, in order', async () => {
  const from = await sandbox.lastEffect()
  const body = { users: { log: { id: 'log' } } }
  const headers = { 'x-client-request-id': 'call-7' }
  await sandbox.call('POST', '/users', { body, headers })
  await sandbox.patch({ id: 'log', set: { a: 1 } })
  const started = await sandbox.post('/users/deactivate', { user_ids: ['log'] })
  await sandbox.taskEnd(started.body.task_id)
  const effects = await sandbox.effectsAfter(from)
  expect(effects.map(({ operation, change }) => [operation, change])).toEqual([
    ['UpdateUsers', 'created'],
    ['UpdateUsersPartial', 'updated'],
    ['DeactivateUsers', 'deactivated'],
  ])
  expect(effects[0]).toMatchObject({ user_id: 'log', request_id: 'call-7', seq: from + 1 })
  expect(effects[0]?.at).toBeLessThan(effects[2]?.at ?? 0)
  expect(await sandbox.control('GET', `/effects?after=${from}&limit=1`)).toHaveLength(1)
})

test('a reset puts everybody back, ends tasks, and the log goes on', async () => {
  const everybody = async () => {
    const { body } = await sandbox.find({ filter_conditions: {}, limit: 100 })
    return body.users.map(({ id, name, custom }) => [id, name, custom])
  }
  await sandbox.control('POST', '/reset')
  const before = await everybody()
  const from = await sandbox.lastEffect()
  await sandbox.upsert({ id: 'newcomer' })
  await sandbox.patch({ id: 'admin-1', set: { changed: true } })
  const started = await sandbox.post('/users/deactivate', { user_ids: ['jose-nunez-42'] })
  await sandbox.control('POST', '/reset')
  expect(await everybody()).toEqual(before)
  await sleep(100)
  expect(await sandbox.findOne('jose-nunez-42')).not.toHaveProperty('deactivated_at')
  expect((await sandbox.call('GET', `/tasks/${started.body.task_id}`)).status).toBe(404)
  expect((await sandbox.effectsAfter(from)).map(({ change }) => change)).toEqual([
    'created',
    'updated',
    'started again',
  ])
  // Everything works on the new data as it did on the old.
  expect((await sandbox.upsert({ id: 'newcomer' })).status).toBe(201)
})

test('a raid creates what was asked for over the time that was asked for', async () => {
  const started = (await sandbox.control('POST', '/raid', {
    accounts: 40,
    seconds: 1,
  })) as RaidProgress
  expect(started).toMatchObject({ running: true, created: 0, accounts: 40 })
  expect(await sandbox.control('POST', '/raid')).toEqual({ message: 'A raid is running' })
  let progress = started
  const seen: number[] = []
  while (progress.running) {
    await sleep(100)
    progress = (await sandbox.control('GET', '/raid')) as RaidProgress
    seen.push(progress.created)
  }
  expect(seen.some((created) => created > 0 && created < 40)).toBe(true)
  const filter_conditions = { campaign: started.campaign }
  const raiders = await sandbox.find({ filter_conditions, limit: 100 })
  expect(raiders.body.users).toHaveLength(40)
  expect(idsOf(await sandbox.find({ filter_conditions: {}, limit: 1 }))[0]).toMatch(/^raid_/)
})

test('a raid can be called off', async () => {
  await sandbox.control('POST', '/raid', { accounts: 1_000, seconds: 60 })
  await sandbox.control('DELETE', '/raid')
  expect(await sandbox.control('GET', '/raid')).toMatchObject({ running: false })
})

test('a page in a browser is turned away, nonsense is explained', async () => {
  const fromPage = await fetch(`${sandbox.controlUrl}/reset`, {
    method: 'POST',
    headers: { origin: 'https://evil.example' },
  })
  expect(fromPage.status).toBe(403)
  const status = async (method: string, path: string, body?: string) =>
    (await fetch(sandbox.controlUrl + path, { method, ...(body && { body }) })).status
  expect(await status('GET', '/nothing')).toBe(404)
  expect(await status('PUT', '/faults', '{')).toBe(400)
  expect(await status('GET', '/effects?after=-1')).toBe(400)
  expect(await status('POST', '/raid', '{"accounts":1e9}')).toBe(400)
})

test('the control port listens on loopback whatever the host', async () => {
  const open = await startForTest('--host=0.0.0.0', '--users=3')
  expect(open.controlUrl).toMatch(/^http:\/\/127\.0\.0\.1:/)
  await open.close()
})
