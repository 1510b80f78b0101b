import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Endpoint } from '../../contract/endpoint.ts'
import { endpoints, oneClickEndpoints, trainingEndpoints } from '../../contract/endpoints.ts'
import type { ErrorBody } from '../../contract/errors.ts'
import { can, type Right, roles } from '../../contract/rights.ts'
import { signIn, signInAs, signOut } from '../../contract/session.ts'
import {
  deactivateUser,
  getUser,
  listUsers,
  reactivateUser,
  updateUser,
} from '../../contract/users.ts'
import { startTestServer, type TestServer } from '../test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
  await Promise.all(roles.map((role) => server.cookieOf(role)))
})
afterAll(() => server.close())
beforeEach(() => server.newAuditLines())

const params = { appId: 'sandbox', userId: 'jose-nunez-42' }
const reason = { preset: 'inactive' } as const
const isWrite = ({ audit }: Endpoint) => audit !== undefined && audit !== 'reads-only'
const writes = [...endpoints, ...trainingEndpoints, ...oneClickEndpoints].filter(isWrite)

/** What one request left behind: an intent and its outcome, and nothing else. */
async function pair() {
  const lines = await server.newAuditLines()
  expect(lines.map(({ kind }) => kind)).toEqual(['intent', 'outcome'])
  const [intent, outcome] = lines as [(typeof lines)[0], (typeof lines)[0]]
  expect(outcome.id).toBe(intent.id)
  return { intent, outcome }
}

test('every write leaves one intent and one outcome: who, what, whom and why', async () => {
  const of = (action: string) => ({
    action,
    operator_name: 'Ada Admin',
    app_id: 'sandbox',
    target: params.userId,
  })
  const done = { result: 'done', code: null }

  await server.call('admin', deactivateUser, { params, body: { reason } })
  const { intent, outcome } = await pair()
  expect(intent).toMatchObject({ ...of('user.deactivate'), result: null })
  expect(outcome).toMatchObject({ ...of('user.deactivate'), ...done, detail: { reason } })

  await server.call('admin', reactivateUser, { params, body: { reason } })
  expect((await pair()).outcome).toMatchObject({ ...of('user.reactivate'), ...done })

  const setCustom = [{ key: 'color', json: '"hidden"' }]
  await server.call('admin', updateUser, { params, body: { setCustom, unsetCustom: ['age'] } })
  const update = await pair()
  expect(update.outcome).toMatchObject({ ...of('user.update'), ...done })
  expect(update.outcome.detail, 'names, never values').toEqual({ keys: ['color', 'age'] })
})

test('so do signing in and out, in vain too', async () => {
  const entered = await server.call(undefined, signInAs, { body: { role: 'support' } })
  expect((await pair()).outcome).toMatchObject({ action: 'operator.sign-in', result: 'done' })

  const cookie = String(entered.headers['set-cookie']).split(';')[0]
  await server.send(undefined, { method: signOut.method, url: signOut.path, headers: { cookie } })
  expect((await pair()).outcome).toMatchObject({ action: 'operator.sign-out', result: 'done' })

  await server.call(undefined, signIn, { body: { email: 'a@example.com', password: 'wrong' } })
  const refused = { result: 'refused', code: 'wrong_credentials', operator_id: null }
  expect((await pair()).outcome).toMatchObject({ action: 'operator.sign-in', ...refused })
})

const denied = writes.flatMap((endpoint) => {
  const { right } = endpoint
  if (right === 'public' || right === 'signed-in') return []
  return roles.flatMap((role) => (can(role, right as Right) ? [] : [{ endpoint, role }]))
})

test.each(denied.map(({ endpoint, role }) => [endpoint.name, role, endpoint] as const))(
  '%s denied to %s is written down',
  async (_, role, endpoint) => {
    const url = endpoint.path.replace(':appId', 'sandbox').replace(':userId', 'somebody')
    const answer = await server.send(role, { method: endpoint.method, url, payload: {} })
    const { intent, outcome } = await pair()
    expect(outcome).toMatchObject({ result: 'refused', code: 'forbidden', target: 'somebody' })
    expect(intent.operator_id).toBe(`training-${role}`)
    expect(outcome.request_id).toBe(answer.json<ErrorBody>().requestId)
  },
)

describe('an attempt that fails is written down', () => {
  afterAll(() => server.sandbox.setFaults([]))
  const act = (userId: string) =>
    server.call('admin', deactivateUser, { params: { ...params, userId }, body: { reason } })

  test('for its input', async () => {
    await server.call('admin', deactivateUser, { params, body: {} as never })
    expect((await pair()).outcome).toMatchObject({ result: 'refused', code: 'bad_input' })
  })

  test('for somebody who is not there, or is protected', async () => {
    await act('nobody')
    expect((await pair()).outcome).toMatchObject({ result: 'refused', code: 'not_found' })
    await act('admin-1')
    expect((await pair()).outcome).toMatchObject({ result: 'refused', code: 'protected' })
  })

  test('for Stream, whether or not it was done', async () => {
    await server.sandbox.setFaults([{ endpoint: 'DeactivateUser', kind: 'reset', when: 'after' }])
    await act(params.userId)
    expect((await pair()).outcome).toMatchObject({ result: 'failed', code: 'stream_unavailable' })
  })
})

test('the intent is there before anything is sent', async () => {
  const stall = { endpoint: 'UpdateUsersPartial', kind: 'stall', ms: 400, count: 1 } as const
  await server.sandbox.setFaults([stall])
  const target = { ...params, userId: 'steward-odd' }
  const body = { unsetCustom: ['price'] }
  const answering = server.call('admin', updateUser, { params: target, body })
  let lines: Awaited<ReturnType<TestServer['newAuditLines']>> = []
  await expect.poll(async () => (lines = await server.newAuditLines()).length).toBe(1)
  expect(lines[0]).toMatchObject({ kind: 'intent', action: 'user.update' })
  expect((await answering).statusCode).toBe(200)
  expect(await server.newAuditLines()).toMatchObject([{ kind: 'outcome', result: 'done' }])
})

test('no text can keep a line out of the log', async () => {
  const odd = { ...params, userId: 'a\0b' }
  await server.call('admin', reactivateUser, { params: odd, body: { reason } })
  expect((await pair()).outcome).toMatchObject({ code: 'bad_input', target: 'a\ufffdb' })

  const text = 'NUL \0 and half a character \ud800'
  const body = { reason: { preset: 'other', text } } as const
  await server.call('admin', reactivateUser, { params: { ...params, userId: 'admin-1' }, body })
  expect((await pair()).outcome.detail).toMatchObject({
    reason: { text: text.toWellFormed().replace('\0', '\ufffd') },
  })
})

test('reading leaves no line, and neither does a stranger at the door', async () => {
  await server.call('admin', listUsers, { params, body: {} } as never)
  await server.call('admin', getUser, { params })
  for (const { method, path } of writes.filter(({ right }) => right !== 'public')) {
    await server.send(undefined, { method, url: path, payload: {} })
  }
  await server.call(undefined, signIn, { body: {} as never })
  expect(await server.newAuditLines()).toEqual([])
})
