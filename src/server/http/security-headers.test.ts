import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { InjectOptions } from 'fastify'
import { startTestServer, type TestServer } from '../test-server.ts'
import { hashed, makeClientFolder } from './test-client-folder.ts'

const client = makeClientFolder()
let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ clientFolder: client.folder })
})
afterAll(async () => {
  await server.close()
  client.remove()
})

const api = '/api/apps/sandbox/users/jose-nunez-42'
const elsewhere = { host: 'example.com' }

/** One answer of every kind there is. */
const kinds: [what: string, request: InjectOptions, status: number][] = [
  ['a page', { url: '/' }, 200],
  ['a page’s head', { method: 'HEAD', url: '/' }, 200],
  ['a hashed file', { url: hashed }, 200],
  ['a missing file', { url: '/assets/nothing.js' }, 404],
  ['an answer of the API', { url: '/api/session' }, 200],
  ['a user', { url: api }, 200],
  ['wrong input', { method: 'PATCH', url: api, payload: {} }, 400],
  ['a request that can’t be read', { method: 'PATCH', url: api, payload: '{' }, 415],
  ['no such user', { url: '/api/apps/sandbox/users/nobody' }, 404],
  ['no such route', { url: '/api/nothing' }, 404],
  ['an unreadable address', { url: '/%zz' }, 404],
  ['a wrong method', { method: 'DELETE', url: api }, 405],
  ['another site', { url: api, headers: { 'sec-fetch-site': 'cross-site' } }, 403],
  ['a page under another name', { url: '/', headers: elsewhere }, 308],
  ['the API under another name', { url: api, headers: elsewhere }, 421],
  ['health', { url: '/healthz', headers: elsewhere }, 200],
  ['readiness', { url: '/readyz' }, 200],
]

const everywhere = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=()',
}

describe.each(kinds)('%s', (_, request, status) => {
  test('has every security header and says nothing about the server', async () => {
    const { statusCode, headers } = await server.send('owner', request)
    expect(statusCode).toBe(status)
    expect(headers).toMatchObject(everywhere)
    expect(headers['content-security-policy']).toContain("default-src 'none'")
    expect(headers).not.toHaveProperty('server')
    expect(headers).not.toHaveProperty('x-powered-by')
    expect(headers).not.toHaveProperty('access-control-allow-origin')
    if (request.url?.toString().startsWith('/api/'))
      expect(headers['cache-control']).toBe('no-store')
  })
})

test('the policy lets nothing in that is not ours', async () => {
  const { headers } = await server.send(undefined, { url: '/' })
  const policy = new Map(
    String(headers['content-security-policy'])
      .split(';')
      .map((part): [string, string[]] => {
        const [name = '', ...values] = part.trim().split(' ')
        return [name, values]
      }),
  )
  const sources = [...policy].filter(([name]) => name.endsWith('-src'))
  const allowed = new Set(sources.flatMap(([, values]) => values))
  expect([...allowed].toSorted()).toEqual(["'none'", "'self'", 'data:'])
  expect(policy.get('img-src'), 'data: for pictures alone').toContain('data:')
  expect(policy.get('script-src')).toEqual(["'self'"])
  for (const name of ['base-uri', 'object-src', 'frame-ancestors']) {
    expect(policy.get(name), name).toEqual(["'none'"])
  }
  expect(policy.get('require-trusted-types-for')).toEqual(["'script'"])
})

test('over https, and only then, the browser is told to stay with https', async () => {
  const publicUrl = 'https://steward.example.com'
  const secure = await startTestServer({ publicUrl })
  const headers = { host: 'steward.example.com', origin: publicUrl }
  for (const url of ['/healthz', '/api/session', '/api/nothing']) {
    const answer = await secure.send(undefined, { url, headers })
    expect(answer.headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains')
  }
  await secure.close()
  const plain = await server.send(undefined, { url: '/' })
  expect(plain.headers).not.toHaveProperty('strict-transport-security')
})
