import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestServer, type TestServer } from './test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ requestsPerMinute: 10 })
})
afterAll(() => server.close())

test('an address that asks too much is told when to come back; health goes on', async () => {
  const ask = () => server.send(undefined, { url: '/api/sign-in' })
  for (let asked = 0; asked < 10; asked += 1) expect((await ask()).statusCode).toBe(200)
  const answer = await ask()
  expect(answer.statusCode).toBe(429)
  const { retryAfterSeconds } = answer.json().details
  expect(retryAfterSeconds).toBeGreaterThan(0)
  expect(answer.headers['retry-after']).toBe(String(retryAfterSeconds))
  expect((await server.send(undefined, { url: '/healthz' })).statusCode).toBe(200)
})

test('a server whose database is gone is alive but not ready', async () => {
  const broken = await startTestServer()
  expect((await broken.send(undefined, { url: '/readyz' })).json()).toEqual({ ok: true })
  await broken.database.close()
  expect((await broken.send(undefined, { url: '/healthz' })).statusCode).toBe(200)
  const answer = await broken.send(undefined, { url: '/readyz' })
  expect(answer.statusCode).toBe(503)
  expect(answer.json()).toEqual({ ok: false })

  const bug = await broken.send(undefined, { url: '/api/sign-in' })
  expect(bug.statusCode).toBe(500)
  expect(bug.json()).toEqual({
    code: 'internal',
    message: 'Something went wrong here',
    requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
  })
  await broken.close()
})
