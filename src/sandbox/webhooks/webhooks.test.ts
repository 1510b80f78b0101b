import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { startForTest, type TestSandbox } from '../test-caller.ts'

type Received = { headers: IncomingHttpHeaders; body: string; type: string; userId: string }

let sandbox: TestSandbox
let receiver: Server
let url: string
let received: Received[] = []
let answers: number[] = []

beforeAll(async () => {
  sandbox = await startForTest('--users=3')
  receiver = createServer((request, response) => {
    void (async () => {
      let body = ''
      for await (const chunk of request) body += String(chunk)
      const event = JSON.parse(body) as { type: string; user: { id: string } }
      received.push({ headers: request.headers, body, type: event.type, userId: event.user.id })
      response.writeHead(answers.shift() ?? 200).end()
    })()
  }).listen(0)
  await once(receiver, 'listening')
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`
  await listenFor([])
})
afterEach(async () => {
  await sandbox.control('DELETE', '/faults')
  received = []
  answers = []
})
afterAll(async () => {
  await sandbox.close()
  receiver.close()
})

const listenFor = (event_types: string[]) => {
  const hook = { hook_type: 'webhook', enabled: true, webhook_url: url, event_types }
  return sandbox.call('PATCH', '/app', { body: { event_hooks: [hook] } })
}
/** Waits until so many have come, and a moment for those that should not. */
async function arrived(count: number): Promise<Received[]> {
  for (let attempt = 0; received.length < count && attempt < 300; attempt++) await sleep(20)
  await sleep(50)
  return received
}
const isSigned = ({ headers, body }: Received, secret = 'sandbox-secret') =>
  headers['x-signature'] === createHmac('sha256', secret).update(body).digest('hex')

test('what happens to users is told, signed, with the user and RFC 3339 times', async () => {
  await sandbox.upsert({ id: 'ann', name: 'Ann' })
  await sandbox.post('/users/ann/deactivate')
  const [created, off] = await arrived(2)
  expect([created?.type, off?.type].toSorted()).toEqual(['user.deactivated', 'user.updated'])
  for (const one of received) {
    expect(isSigned(one)).toBe(true)
    expect(one.headers).toMatchObject({ 'x-api-key': 'sandbox', 'x-webhook-attempt': '1' })
    const event = JSON.parse(one.body) as { created_at: string; user: { created_at: string } }
    expect(event.created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/)
    expect(event.user.created_at).toMatch(/Z$/)
  }
})

test('only the types asked for are told', async () => {
  await listenFor(['user.banned'])
  await sandbox.upsert({ id: 'bob' })
  await sandbox.post('/moderation/ban', { target_user_id: 'bob', banned_by_id: 'admin-1' })
  expect((await arrived(1)).map(({ type }) => type)).toEqual(['user.banned'])
  await listenFor([])
})

test('a task tells when it is done', async () => {
  const { body } = await sandbox.post('/users/delete', { user_ids: ['bob'] })
  await sandbox.taskEnd(body.task_id)
  expect((await arrived(1)).map(({ type }) => type)).toEqual(['user.deleted'])
})

test('a receiver in trouble is told again, three times in all, under the same id', async () => {
  answers = [500, 429, 503, 200]
  await sandbox.upsert({ id: 'cleo' })
  const attempts = await arrived(3)
  expect(attempts.map(({ headers }) => headers['x-webhook-attempt'])).toEqual(['1', '2', '3'])
  expect(new Set(attempts.map(({ headers }) => headers['x-webhook-id'])).size).toBe(1)
})

test('a receiver that says no is not asked twice', async () => {
  answers = [400]
  await sandbox.upsert({ id: 'dan' })
  expect(await arrived(1)).toHaveLength(1)
})

test('faults: twice under one id, forged, late, overtaken', async () => {
  const fault = (delivery: string, more: object = {}) =>
    sandbox.faults({ endpoint: 'user.updated', kind: 'webhook', delivery, count: 1, ...more })
  await fault('twice')
  await sandbox.upsert({ id: 'eve' })
  const twice = await arrived(2)
  expect(twice.map(({ headers }) => headers['x-webhook-id'])[0]).toBe(
    twice[1]?.headers['x-webhook-id'],
  )
  received = []

  await fault('forged')
  await sandbox.upsert({ id: 'fay' })
  const [forged] = await arrived(1)
  expect(forged && isSigned(forged)).toBe(false)
  received = []

  await fault('late', { ms: 250 })
  await sandbox.upsert({ id: 'gil' })
  await sleep(100)
  expect(received).toHaveLength(0)
  expect(await arrived(1)).toHaveLength(1)
  received = []

  await fault('reordered')
  await sandbox.upsert({ id: 'hal' })
  await sandbox.upsert({ id: 'ida' })
  expect((await arrived(2)).map(({ userId }) => userId)).toEqual(['ida', 'hal'])
})
