import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { text } from 'node:stream/consumers'
import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { ErrorBody } from '../../contract/errors.ts'
import { asBrowser, startTestServer, type TestServer } from '../test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

const OneErrorBody = z.strictObject(ErrorBody.shape)
const search = '/api/apps/sandbox/users/search'
const json = { 'content-type': 'application/json' }

function post(payload: string | Buffer, headers: InjectOptions['headers'] = json): InjectOptions {
  return { method: 'POST', url: search, payload, headers }
}

test.each<[what: string, request: InjectOptions, status: number, code: string, field?: string]>([
  ['plain text', post('{}', { 'content-type': 'text/plain' }), 415, 'not_json'],
  ['a form', post('a=1', { 'content-type': 'application/x-www-form-urlencoded' }), 415, 'not_json'],
  ['a file', post('x', { 'content-type': 'multipart/form-data; boundary=x' }), 415, 'not_json'],
  ['UTF-16', post('{}', { 'content-type': 'application/json; charset=utf-16' }), 415, 'not_json'],
  ['a body of no type', post('{}', {}), 415, 'not_json'],
  ['half a body', post('{"filter":'), 400, 'bad_input', 'body'],
  ['no body where one is announced', post(''), 400, 'bad_input', 'body'],
  ['a body that is no text', post(Buffer.from([0xff, 0xfe, 0])), 400, 'bad_input', 'body'],
  ['__proto__', post('{"__proto__":{"polluted":1}}'), 400, 'bad_input', 'body'],
  ['constructor', post('{"constructor":{"prototype":{"a":1}}}'), 400, 'bad_input', 'body'],
  ['100,000 brackets', post('['.repeat(100_000)), 400, 'bad_input', 'body'],
  ['100,000 nested lists', post(nested(100_000)), 400, 'bad_input', 'body'],
  [
    'nested lists as a filter',
    post(`{"filter":${nested(10_000)}}`),
    400,
    'bad_input',
    'body.filter',
  ],
  ['a key of half a megabyte', post(`{"${'k'.repeat(500_000)}":1}`), 400, 'bad_input'],
  ['two megabytes', post(`{"search":"${'x'.repeat(2_000_000)}"}`), 413, 'too_large'],
  ['a repeated parameter', { url: '/api/apps?a=1&a=2' }, 400, 'bad_input', 'query'],
  [
    'a long id',
    { url: `/api/apps/sandbox/users/${'x'.repeat(9_000)}` },
    400,
    'bad_input',
    'params.userId',
  ],
  ['a NUL in an id', { url: '/api/apps/sandbox/users/%00' }, 400, 'bad_input', 'params.userId'],
  ['half an escape', { url: '/api/apps/sandbox/users/%e' }, 404, 'no_such_route'],
  ['an escape that is no text', { url: '/api/apps/%ff/events' }, 404, 'no_such_route'],
  ['an unknown route', { url: '/api/nothing' }, 404, 'no_such_route'],
  ['a slash too many', { url: '/api/apps/' }, 404, 'no_such_route'],
  ['an unknown file', { url: '/assets/nothing.js' }, 404, 'no_such_route'],
  ['a form sent to a page', { method: 'POST', url: '/users', payload: {} }, 404, 'no_such_route'],
])('%s is refused in the one error body', async (_, request, status, code, field) => {
  const answer = await server.send('owner', request)
  const body = OneErrorBody.parse(answer.json())
  expect({ status: answer.statusCode, code: body.code }).toEqual({ status, code })
  if (field) expect(body.details?.fields?.[0]?.path).toBe(field)
  expect(answer.body.length).toBeLessThan(2_000)
})

function nested(depth: number): string {
  return '['.repeat(depth) + ']'.repeat(depth)
}

test.each([
  ['PUT', '/api/apps', 'GET'],
  ['POST', '/api/session', 'GET'],
  ['GET', '/api/sign-out', 'POST'],
  ['DELETE', '/api/apps/sandbox/users/jose-nunez-42', 'GET, PATCH'],
  ['HEAD', '/api/apps', 'GET'],
  // Somebody may be called `search`.
  ['OPTIONS', search, 'POST, GET, PATCH'],
  ['TRACE', '/api/apps', 'GET'],
  ['DELETE', '/healthz', 'GET'],
] as const)('%s %s is a method not allowed, and the answer says which are', async (...given) => {
  const [method, url, allowed] = given
  const answer = await server.send('owner', { method: method as 'GET', url })
  expect(answer.statusCode).toBe(405)
  expect(answer.headers.allow).toBe(allowed)
  if (method !== 'HEAD') expect(OneErrorBody.parse(answer.json()).code).toBe('method_not_allowed')
})

/** What comes back for some bytes sent to a listening server. */
async function bytes(request: string): Promise<{ status: number; head: string; body: unknown }> {
  if (!server.app.server.listening) await server.app.listen({ port: 0 })
  const socket = connect((server.app.server.address() as AddressInfo).port, 'localhost')
  await once(socket, 'connect')
  socket.end(request)
  const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n')
  return { status: Number(head.split(' ')[1]), head, body: JSON.parse(body) }
}

test.each([
  ['no HTTP', 'hello\r\n\r\n', 400, 'bad_input'],
  ['a method nobody knows', 'FETCH / HTTP/1.1\r\nhost: localhost:3000\r\n\r\n', 400, 'bad_input'],
  ['endless headers', `GET / HTTP/1.1\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`, 413, 'too_large'],
])('%s is answered in the one error body', async (_, request, status, code) => {
  const answer = await bytes(request)
  expect(OneErrorBody.parse(answer.body).code).toBe(code)
  expect(answer.status).toBe(status)
})

test.each([
  ['an escape in the path', 'GET /%61pi/session'],
  ['a whole URL', 'GET http://localhost:3000/api/session'],
])('%s is no way around the checks of the API', async (_, line) => {
  const cookie = await server.cookieOf('owner')
  const head = `host: ${asBrowser.host}\r\ncookie: ${cookie}\r\nconnection: close`
  const answer = await bytes(`${line} HTTP/1.1\r\n${head}\r\n\r\n`)
  expect(OneErrorBody.parse(answer.body).code).toMatch(/cross_site|no_such_route/)
})
