import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  Training,
  getTraining,
  setTrouble,
  startAgain,
  startRaid,
  troubles,
} from '../../contract/training.ts'
import { listUsers } from '../../contract/users.ts'
import { startTestServer, type TestServer } from '../test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

const params = { appId: 'sandbox' }
const list = async (filter?: object) => {
  const body = {
    ...(filter && { filter: { version: 1, match: 'all', rules: [filter] } }),
    limit: 100,
  }
  const answer = await server.call('support', listUsers, { params, body: body as never })
  return answer
}

test.each(troubles)('%s is switched on and seen to be on', async (trouble) => {
  const set = await server.call('moderator', setTrouble, { params, body: { trouble } })
  expect(Training.parse(set.json()).trouble).toBe(trouble)
  const seen = await server.call('support', getTraining, { params })
  expect(Training.parse(seen.json()).trouble).toBe(trouble)
  await server.call('moderator', setTrouble, { params, body: { trouble: 'none' } })
})

test('while Stream is down the list says so, and it is well again afterwards', async () => {
  await server.call('owner', setTrouble, { params, body: { trouble: 'down' } })
  expect((await list()).json()).toMatchObject({ code: 'stream_unavailable' })
  await server.call('owner', setTrouble, { params, body: { trouble: 'none' } })
  expect((await list()).statusCode).toBe(200)
})

test('faults somebody set through the control port are not hidden', async () => {
  await server.sandbox.setFaults([{ endpoint: 'GetTask', kind: 'stall', ms: 10 }])
  expect((await server.call('support', getTraining, { params })).json()).toMatchObject({
    trouble: 'other',
  })
  await server.sandbox.setFaults([])
})

test('a raid arrives, is found by its one custom value, and starting again ends it', async () => {
  const started = await server.call('moderator', startRaid, {
    params,
    body: { accounts: 40, seconds: 0 },
  })
  const { campaign } = Training.parse(started.json()).raid
  const ofRaid = { field: 'custom.campaign', operator: 'eq', value: { json: `"${campaign}"` } }
  const found = async () => ((await list(ofRaid)).json() as { users: unknown[] }).users.length
  await expect.poll(found, { timeout: 10_000 }).toBe(40)

  const again = await server.call('moderator', startAgain, { params, body: {} })
  expect(Training.parse(again.json()).raid.isRunning).toBe(false)
  expect(await found()).toBe(0)
})

test('a second raid at once is refused', async () => {
  const raid = () => server.call('admin', startRaid, { params, body: {} })
  expect((await raid()).statusCode).toBe(200)
  expect((await raid()).json()).toMatchObject({ code: 'conflict' })
  await server.call('admin', startAgain, { params, body: {} })
})
