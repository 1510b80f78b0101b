import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Input, Output } from '../../contract/endpoint.ts'
import type { ReasonPreset } from '../../contract/reason.ts'
import type { Role } from '../../contract/rights.ts'
import {
  deactivateUser,
  getUser,
  listUsers,
  reactivateUser,
  updateUser,
} from '../../contract/users.ts'
import { startTestServer, type TestServer } from '../test-server.ts'

let server: TestServer
let people: string[]
beforeAll(async () => {
  server = await startTestServer()
  const filter = {
    version: 1,
    match: 'all',
    rules: [{ field: 'role', operator: 'eq', value: 'user' }],
  } as const
  const body = { filter, limit: 30 } as unknown as Input<typeof listUsers>['body']
  const answer = await server.call('owner', listUsers, { params: { appId: 'sandbox' }, body })
  people = answer.json<Output<typeof listUsers>>().users.map(({ id }) => id)
})
afterAll(() => server.close())

/** Somebody active whom no other test touches. */
function somebody(): string {
  return people.pop() ?? expect.fail('Nobody left')
}

const inApp = (userId: string) => ({ appId: 'sandbox', userId })
const reasonOf = (preset: ReasonPreset) => ({ reason: { preset, text: 'x' } })
const deactivate = (role: Role, userId: string, preset: ReasonPreset = 'inactive') =>
  server.call(role, deactivateUser, { params: inApp(userId), body: reasonOf(preset) })
const reactivate = (role: Role, userId: string) =>
  server.call(role, reactivateUser, { params: inApp(userId), body: reasonOf('mistake') })

test('the answer is the user after the change, and who did it stays to be read', async () => {
  const id = somebody()
  const { user } = (await deactivate('moderator', id, 'spam')).json()
  expect(user).toMatchObject({ id, deactivatedAt: expect.stringMatching(/\.\d{6}Z$/) })
  const read = await server.call('support', getUser, { params: inApp(id) })
  expect(read.json()).toMatchObject({
    user: { deactivatedAt: user.deactivatedAt },
    deactivation: { operatorName: 'Mo Moderator', reason: { preset: 'spam', text: 'x' } },
  })
  expect((await reactivate('moderator', id)).json()).toMatchObject({
    user: { deactivatedAt: null },
  })
  const again = await server.call('support', getUser, { params: inApp(id) })
  expect(again.json()).toMatchObject({ deactivation: null })
})

test('doing what is done already is a conflict that says so', async () => {
  const id = somebody()
  const active = await reactivate('admin', id)
  expect(active.json()).toMatchObject({ code: 'conflict', details: { because: 'not-deactivated' } })
  await deactivate('admin', id)
  const twice = await deactivate('admin', id)
  expect(twice.json()).toMatchObject({
    code: 'conflict',
    details: { because: 'already-deactivated' },
  })
})

test('a change to somebody deactivated is a conflict, not a person who is not there', async () => {
  const id = somebody()
  await deactivate('admin', id)
  const body = { unsetCustom: ['color'] }
  const answer = await server.call('admin', updateUser, { params: inApp(id), body })
  expect(answer.statusCode).toBe(409)
  expect(answer.json()).toMatchObject({ details: { because: 'already-deactivated' } })
})

test('staff and the acting user are protected from everybody', async () => {
  await server.sandbox.newEffects()
  const answer = await deactivate('owner', 'admin-1')
  expect(answer.statusCode).toBe(403)
  expect(answer.json()).toMatchObject({
    code: 'protected',
    details: { because: 'privileged-role' },
  })
  expect(await server.sandbox.newEffects()).toEqual([])
})

test.each(['spam', 'abuse', 'impersonation'] as const)(
  'support can’t lift a deactivation made for %s, a moderator can',
  async (preset) => {
    const id = somebody()
    await deactivate('moderator', id, preset)
    const answer = await reactivate('support', id)
    expect(answer.statusCode).toBe(403)
    expect(answer.json()).toMatchObject({
      code: 'forbidden',
      details: { because: 'safety-reason', roles: ['moderator', 'admin', 'owner'] },
    })
    expect((await reactivate('moderator', id)).statusCode).toBe(200)
  },
)

test('support reactivates ten people a day; the refusal names the limit', async () => {
  for (let done = 0; done < 10; done += 1) {
    const id = somebody()
    await deactivate('moderator', id)
    expect((await reactivate('support', id)).statusCode).toBe(200)
  }
  const id = somebody()
  await deactivate('moderator', id)
  const answer = await reactivate('support', id)
  expect(answer.statusCode).toBe(403)
  expect(answer.json()).toMatchObject({
    code: 'over_limit',
    details: { limit: 10, asked: 11, per: 'day' },
  })
})

test('a moderator deactivates a thousand a day, and those of the day before don’t count', async () => {
  await server.call('moderator', getUser, { params: inApp('admin-1') })
  const line = { kind: 'outcome', result: 'done', operator_id: 'training-moderator' } as const
  const about = { action: 'user.deactivate', app_id: 'sandbox', target: 'x', request_id: 'x' }
  const rowsAt = (at: Date, count: number) =>
    Array.from({ length: count }, () => ({
      ...{ ...line, ...about, id: randomUUID(), at, detail: '{}' },
    }))
  const insert = (at: Date, count: number) =>
    server.database.sql.insertInto('audit').values(rowsAt(at, count)).execute()

  await insert(new Date(Date.now() - 25 * 3_600_000), 1_000)
  expect((await deactivate('moderator', somebody())).statusCode).toBe(200)
  await insert(new Date(), 1_000)
  expect((await deactivate('moderator', somebody())).json()).toMatchObject({
    ...{ code: 'over_limit', details: { limit: 1_000, per: 'day' } },
  })
})

test('a field Stream would take for another one is refused by name', async () => {
  const setCustom = ['name', 'a.b', ' a', 'ok', 'ok'].map((key) => ({ key, json: '1' }))
  const body = { setCustom, unsetCustom: ['role'] }
  const answer = await server.call('admin', updateUser, { params: inApp('admin-1'), body })
  expect(answer.statusCode).toBe(400)
  const { fields } = answer.json().details
  expect(fields.map(({ path }: { path: string }) => path)).toEqual([
    ...['body.setCustom.0.key', 'body.setCustom.1.key', 'body.setCustom.2.key'],
    ...['body.setCustom.4.key', 'body.unsetCustom.0'],
  ])
})
