import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Role } from '../../contract/rights.ts'
import { signOut } from '../../contract/session.ts'
import { updateUser } from '../../contract/users.ts'
import { asBrowser, startTestServer, type TestServer } from '../test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
  await server.app.listen({ port: 0 })
})
afterAll(() => server.close())

/** Listens to the app's events, and keeps all that arrives. */
async function listen(role: Role) {
  const { port } = server.app.server.address() as AddressInfo
  const headers = { ...asBrowser, cookie: await server.cookieOf(role) }
  const request = get({ port, path: '/api/apps/sandbox/events', headers, agent: false })
  const [answer] = (await once(request, 'response')) as [IncomingMessage]
  const heard = { answer, text: '', ended: once(answer, 'close') }
  answer.setEncoding('utf8').on('data', (chunk: string) => (heard.text += chunk))
  await expect.poll(() => heard.text).toContain(': here\n\n')
  return heard
}

const change = (userId: string) => {
  const body = { setCustom: [{ key: 'seen', json: 'true' }] }
  return server.call('admin', updateUser, { params: { appId: 'sandbox', userId }, body })
}

test('whoever listens hears of a change, from the first moment on', async () => {
  const [one, other] = await Promise.all([listen('support'), listen('admin')])
  await change('jose-nunez-42')
  const event = 'data: {"type":"user.changed","userId":"jose-nunez-42"}\n\n'
  await expect
    .poll(() => [one.text, other.text])
    .toEqual([`: here\n\n${event}`, `: here\n\n${event}`])
  expect(one.answer.headers).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'content-security-policy': expect.stringContaining("default-src 'none'"),
  })
  one.answer.destroy()
  await change('admin-1')
  await expect.poll(() => other.text).toContain('admin-1')
  other.answer.destroy()
})

test('a stream ends with the session that opened it, and nothing more is heard', async () => {
  const heard = await listen('moderator')
  await server.call('moderator', signOut, {})
  await change('jose-nunez-42')
  await heard.ended
  expect(heard.text).toBe(': here\n\n')
})

test('a refused change is no event', async () => {
  const { text, answer } = await listen('admin')
  await change('nobody')
  expect(text).toBe(': here\n\n')
  answer.destroy()
})

test('a server that stops ends its streams at once', async () => {
  const { ended } = await listen('support')
  const startedAt = performance.now()
  await server.app.close()
  await ended
  expect(performance.now() - startedAt).toBeLessThan(2_000)
})
