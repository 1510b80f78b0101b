import { afterAll, afterEach, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest'
import { startTestSandbox, type TestSandbox } from '../test-sandbox.ts'
import type { StreamGateway } from './gateway.ts'
import { createHttpGateway } from './http-gateway.ts'
import { anyUser, hastyGateway, refusalOf } from './test-stream.ts'

let sandbox: TestSandbox
let stream: StreamGateway
beforeAll(async () => {
  sandbox = await startTestSandbox()
  stream = createHttpGateway(sandbox)
})
afterAll(async () => {
  await stream.close()
  await sandbox.stop()
})
beforeEach(() => sandbox.newEffects())
afterEach(() => sandbox.setFaults([]))

const oneTime = { endpoint: '*', count: 1 }

test.each([
  ['a reset before', { ...oneTime, kind: 'reset', when: 'before' }],
  ['a reset after', { ...oneTime, kind: 'reset', when: 'after' }],
  ['status 500', { ...oneTime, kind: 'status', status: 500 }],
  ['status 503', { ...oneTime, kind: 'status', status: 503 }],
  ['HTML', { ...oneTime, kind: 'body', body: 'html' }],
  ['half a body', { ...oneTime, kind: 'body', body: 'truncated' }],
  ['no JSON', { ...oneTime, kind: 'body', body: 'malformed' }],
] as const)('%s: a read is tried again, a write never', async (_, fault) => {
  await sandbox.setFaults([fault])
  expect(await stream.queryUsers(anyUser)).toHaveLength(1)

  await sandbox.setFaults([fault])
  const change = { set: [{ key: 'a', json: '1' }], unset: [] }
  const refusal = await refusalOf(stream.updateUserCustom('jose-nunez-42', change))
  expect(refusal.code).toBe('stream_unavailable')
  const effects = await sandbox.newEffects()
  const isDone = fault.kind === 'body' || (fault.kind === 'reset' && fault.when === 'after')
  expect(effects.map(({ operation }) => operation)).toEqual(isDone ? ['UpdateUsersPartial'] : [])
})

test('trouble that does not end is Stream not answering', async () => {
  await sandbox.setFaults([{ endpoint: '*', kind: 'status', status: 503 }])
  expect((await refusalOf(stream.queryUsers(anyUser))).code).toBe('stream_unavailable')
})

test('a stall is cut off and tried again; one without end is Stream not answering', async () => {
  const hasty = hastyGateway({ ...sandbox, attemptMs: 300, deadlineMs: 5_000 })
  onTestFinished(() => hasty.close())
  await hasty.queryUsers(anyUser)
  await sandbox.setFaults([{ ...oneTime, kind: 'stall', ms: 2_000 }])
  expect(await hasty.queryUsers(anyUser)).toHaveLength(1)
  await sandbox.setFaults([{ endpoint: '*', kind: 'stall', ms: 2_000 }])
  expect((await refusalOf(hasty.queryUsers(anyUser))).code).toBe('stream_unavailable')
})

test('a rate limit says how long to wait', async () => {
  await sandbox.setFaults([{ endpoint: '*', kind: 'status', status: 429 }])
  const refusal = await refusalOf(stream.queryUsers(anyUser))
  expect(refusal).toMatchObject({
    ...{ code: 'stream_rate_limited', details: { retryAfterSeconds: 5 } },
  })
})

test('the wrong secret is told apart from everything else', async () => {
  const wrong = hastyGateway({ ...sandbox, apiSecret: 'another-secret' })
  onTestFinished(() => wrong.close())
  const refusal = await refusalOf(wrong.queryUsers(anyUser))
  expect(refusal.code).toBe('stream_refused_credentials')
  expect(JSON.stringify([refusal, refusal.message, refusal.stack])).not.toContain('another-secret')
})

test('the last rate limits are kept by endpoint', async () => {
  await stream.queryUsers(anyUser)
  const { limit, remaining, resetMs } = stream.rateLimits().get('QueryUsers') ?? {}
  expect(limit).toBeGreaterThan(0)
  expect(remaining).toBeGreaterThan(0)
  expect(resetMs).toBeGreaterThan(Date.now() - 60_000)
})

test('an unknown user is undefined, and somebody deactivated is found', async () => {
  expect(await stream.getUser('nobody')).toBeUndefined()
  await stream.deactivateUser('admin-1', { markMessagesDeleted: false })
  expect((await stream.getUser('admin-1'))?.deactivatedAt).toMatch(/Z$/)
  const back = await stream.reactivateUser('admin-1', { restoreMessages: false })
  expect(back.deactivatedAt).toBeNull()
})
