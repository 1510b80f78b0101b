import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeAll, afterAll, expect, test } from 'vitest'
import { startForTest, type TestSandbox, token } from '../test-caller.ts'
import { parseFaults } from './fault.ts'
import { Faults } from './faults.ts'

let sandbox: TestSandbox
beforeAll(async () => {
  sandbox = await startForTest()
})
afterAll(() => sandbox.close())
afterEach(() => sandbox.control('DELETE', '/faults'))

const find = () => sandbox.find({ filter_conditions: {}, limit: 5 })
const raw = () =>
  fetch(`${sandbox.url}/api/v2/app?api_key=sandbox`, {
    headers: { authorization: token({ server: true }) },
  })

test.each([429, 500, 503])('status %i for as many calls as asked', async (status) => {
  await sandbox.faults({ endpoint: 'QueryUsers', kind: 'status', status, count: 1 })
  const answer = await find()
  expect([answer.status, answer.body.StatusCode]).toEqual([status, status])
  expect(answer.body.code).toBe(status === 429 ? 9 : -1)
  expect((await find()).status).toBe(200)
})

test('only the endpoint that was named is met, and * is every one', async () => {
  await sandbox.faults({ endpoint: 'GetApp', kind: 'status', status: 500 })
  expect((await find()).status).toBe(200)
  await sandbox.faults({ endpoint: '*', kind: 'status', status: 500 })
  expect([(await find()).status, (await raw()).status]).toEqual([500, 500])
})

test.each([
  ['a reset before', { kind: 'reset', when: 'before' }, false],
  ['a reset after', { kind: 'reset', when: 'after' }, true],
  ['an error before', { kind: 'status', status: 500, when: 'before' }, false],
  ['an error after', { kind: 'status', status: 500, when: 'after' }, true],
])('%s the effect: the log knows whether it happened', async (name, fault, happened) => {
  const id = name.replaceAll(' ', '-')
  await sandbox.upsert({ id })
  const last = await sandbox.lastEffect()
  await sandbox.faults({ endpoint: 'DeactivateUser', ...fault, count: 1 })
  const call = sandbox.post(`/users/${id}/deactivate`)
  if (fault.kind === 'reset') await expect(call).rejects.toThrow('fetch failed')
  else expect((await call).status).toBe(500)
  const effects = await sandbox.effectsAfter(last)
  expect(effects.map(({ user_id, change }) => [user_id, change])).toEqual(
    happened ? [[id, 'deactivated']] : [],
  )
})

test('a stall delays, a trickle comes in pieces, both end well', async () => {
  await sandbox.faults({ endpoint: 'GetApp', kind: 'stall', ms: 150 })
  let startedAt = performance.now()
  expect((await raw()).status).toBe(200)
  expect(performance.now() - startedAt).toBeGreaterThan(140)

  await sandbox.faults({ endpoint: 'GetApp', kind: 'trickle', ms: 200 })
  startedAt = performance.now()
  const response = await raw()
  const chunks: Uint8Array[] = []
  for await (const chunk of response.body ?? []) chunks.push(chunk as Uint8Array)
  expect(performance.now() - startedAt).toBeGreaterThan(140)
  expect(chunks.length).toBeGreaterThan(3)
  expect(JSON.parse(Buffer.concat(chunks).toString())).toHaveProperty('app')
})

test.each(['html', 'truncated', 'malformed'])('a body that is %s is no JSON', async (body) => {
  await sandbox.faults({ endpoint: 'GetApp', kind: 'body', body })
  const response = await raw()
  const text = await response.text()
  expect(response.status).toBe(200)
  expect(() => JSON.parse(text)).toThrow(SyntaxError)
})

test('rate-limit headers go missing or lie', async () => {
  const limit = async () => (await raw()).headers.get('x-ratelimit-reset')
  expect(Number(await limit())).toBeGreaterThan(1_000)
  await sandbox.faults({ endpoint: '*', kind: 'headers', headers: 'missing' })
  expect(await limit()).toBeNull()
  await sandbox.faults({ endpoint: '*', kind: 'headers', headers: 'lying' })
  expect(await limit()).toBe('1')
})

test('an outage breaks every connection and ends by itself', async () => {
  await sandbox.faults({ endpoint: '*', kind: 'outage', ms: 150 })
  await expect(raw()).rejects.toThrow('fetch failed')
  await sleep(200)
  expect((await raw()).status).toBe(200)
})

test('a task can stay under way for ever', async () => {
  await sandbox.upsert({ id: 'stuck' })
  await sandbox.faults({ endpoint: 'DeactivateUsers', kind: 'task', outcome: 'stuck' })
  const { body } = await sandbox.post('/users/deactivate', { user_ids: ['stuck'] })
  await sleep(120)
  expect((await sandbox.call('GET', `/tasks/${body.task_id}`)).body.status).toBe('running')
  expect(await sandbox.findOne('stuck')).not.toHaveProperty('deactivated_at')
})

test('a task can fail, and has then changed nobody', async () => {
  await sandbox.upsert({ id: 'safe' })
  for (const [endpoint, place] of [
    ['DeactivateUsers', '/users/deactivate'],
    ['DeleteUsers', '/users/delete'],
  ] as const) {
    await sandbox.faults({ endpoint, kind: 'task', outcome: 'failed', count: 1 })
    const { body } = await sandbox.post(place, { user_ids: ['safe'] })
    expect(await sandbox.taskEnd(body.task_id)).toMatchObject({
      status: 'failed',
      error: { type: expect.any(String) as string, description: expect.any(String) as string },
    })
    expect(await sandbox.findOne('safe')).not.toHaveProperty('deactivated_at')
  }
})

test('a task can fail for the users that are named', async () => {
  await sandbox.upsert({ id: 'one' }, { id: 'two' })
  const fault = { kind: 'task', outcome: 'partly', user_ids: ['two'] }
  await sandbox.faults({ endpoint: '*', ...fault })
  const off = await sandbox.post('/users/deactivate', { user_ids: ['one', 'two'] })
  const { result } = await sandbox.taskEnd(off.body.task_id)
  expect(result.users.map(({ id }) => id)).toEqual(['one'])
  const gone = await sandbox.post('/users/delete', { user_ids: ['one', 'two'] })
  expect(await sandbox.findOne('two')).toBeUndefined()
  const deleted = await sandbox.taskEnd(gone.body.task_id)
  expect(deleted.result).toMatchObject({ one: { status: 'ok' }, two: { status: 'error' } })
  expect(await sandbox.findOne('two')).toMatchObject({ id: 'two' })
})

test('the same seed and the same calls meet the same faults; another seed others', () => {
  const list = parseFaults(
    '[{"endpoint":"*","kind":"status","status":500,"rate":0.3},{"endpoint":"*","kind":"stall","ms":1,"rate":0.5}]',
  )
  const story = (seed: number) => {
    const faults = new Faults()
    faults.set(list, seed)
    return Array.from({ length: 60 }, () => Object.keys(faults.meet('QueryUsers')).join())
  }
  expect(story(3)).toEqual(story(3))
  expect(story(3)).not.toEqual(story(4))
  const met = story(3).filter((kinds) => kinds.includes('status'))
  expect(met.length).toBeGreaterThan(8)
  expect(met.length).toBeLessThan(30)
})

test.each([
  ['[{"endpoint":"*","kind":"status","status":418}]', 'fault 0: status must be one of 429'],
  ['[{"endpoint":"*","kind":"stall"}]', 'ms must be a number of milliseconds'],
  ['[{"kind":"reset"}]', 'endpoint must be an operation or *'],
  ['[{"endpoint":"*","kind":"flood"}]', 'kind must be one of status, reset'],
  ['[{"endpoint":"*","kind":"reset","rate":2}]', 'rate must be from 0 to 1'],
  ['[{"endpoint":"*","kind":"reset","count":-1}]', 'count must be a whole number'],
  ['[{"endpoint":"*","kind":"task","outcome":"partly"}]', 'user_ids must be a list of ids'],
  ['{}', 'Expected a list of faults'],
])('%s is refused with what is wrong', (text, message) => {
  expect(() => parseFaults(text)).toThrow(message)
})

test('faults from a file are in force from the first call on', async () => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'faults-')), 'faults.json')
  writeFileSync(file, '[{"endpoint":"*","kind":"status","status":503}]')
  const script = path.resolve(import.meta.dirname, '../main.ts')
  const flags = ['--port=0', '--users=3', `--faults=${file}`]
  const child = spawn(process.execPath, [script, ...flags], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
  const url = /http:\/\/[\d.:]+/.exec(line)?.[0]
  expect((await fetch(`${url}/api/v2/app?api_key=sandbox`)).status).toBe(503)
  child.kill('SIGTERM')
  await once(child, 'exit')
  rmSync(path.dirname(file), { recursive: true })
})
