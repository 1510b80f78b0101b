import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Endpoint } from '../../contract/endpoint.ts'
import { endpoints, oneClickEndpoints, trainingEndpoints } from '../../contract/endpoints.ts'
import { asBrowser, startTestServer, type TestServer } from '../test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

const everyEndpoint = [...endpoints, ...trainingEndpoints, ...oneClickEndpoints]
const writes = everyEndpoint.filter(({ method }) => method !== 'GET')

/** A request to a route with exactly these headers, and the cookie of somebody who may do all. */
async function sendWith(endpoint: Endpoint, headers: Record<string, string | undefined>) {
  const sent = { ...asBrowser, cookie: await server.cookieOf('owner'), ...headers }
  return server.app.inject({
    method: endpoint.method,
    url: endpoint.path.replace(':appId', 'sandbox').replace(':userId', 'jose-nunez-42'),
    headers: Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== undefined)),
    ...(endpoint.method !== 'GET' && { payload: {} }),
  })
}

const routesOf = (list: Endpoint[]) =>
  list.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint] as const)

describe.each(routesOf(everyEndpoint))('%s is refused', (_, endpoint) => {
  test.each([
    ['without the header no form can set', { 'x-steward': undefined }],
    ['with another value in that header', { 'x-steward': '2' }],
    ['from another site', { 'sec-fetch-site': 'cross-site' }],
    ['from another host of our site', { 'sec-fetch-site': 'same-site' }],
    ['typed into the address bar', { 'sec-fetch-site': 'none' }],
    ['from another origin', { origin: 'https://example.com' }],
    ['from another port', { origin: 'http://localhost:3001' }],
    ['over another scheme', { origin: 'https://localhost:3000' }],
    ['from an origin that is hidden', { origin: 'null' }],
    [
      'from another origin of an old browser',
      { origin: 'http://a.b', 'sec-fetch-site': undefined },
    ],
  ])('%s', async (__, headers) => {
    const answer = await sendWith(endpoint, headers)
    expect(answer.statusCode).toBe(403)
    expect(answer.json()).toMatchObject({ code: 'cross_site' })
  })

  test('under another name', async () => {
    const answer = await sendWith(endpoint, { host: 'steward.evil.example' })
    expect(answer.statusCode).toBe(421)
    expect(answer.json()).toMatchObject({ code: 'wrong_host' })
  })
})

test.each(routesOf(writes))('%s is refused when nothing tells the origin', async (_, endpoint) => {
  const answer = await sendWith(endpoint, { origin: undefined, 'sec-fetch-site': undefined })
  expect(answer.json()).toMatchObject({ code: 'cross_site' })
})

test.each([
  ['by its origin alone', { 'sec-fetch-site': undefined }],
  ['by what the browser says alone', { origin: undefined }],
])('our own page is known %s', async (_, headers) => {
  const endpoint = everyEndpoint.find(({ name }) => name === 'listUsers')
  if (!endpoint) throw new Error('No such endpoint')
  expect((await sendWith(endpoint, headers)).statusCode).toBe(200)
})

test('a page under another name sends the browser to the right one', async () => {
  const answer = await server.app.inject({
    ...{ url: '/apps/sandbox/users?q=a%20b', headers: { host: '127.0.0.1:3000' } },
  })
  expect(answer.statusCode).toBe(308)
  expect(answer.headers.location).toBe('http://localhost:3000/apps/sandbox/users?q=a%20b')
})

test.each(['//evil.example/x', 'http://evil.example/x', '/\\evil.example', '/%5cevil.example'])(
  'the way there never leads elsewhere: %s',
  async (address) => {
    const { app } = server
    if (!app.server.listening) await app.listen({ port: 0 })
    const { port } = app.server.address() as AddressInfo
    const request = get({ port, path: address, headers: { host: 'localhost' }, agent: false })
    const [{ headers }] = (await once(request, 'response')) as [IncomingMessage]
    request.destroy()
    expect(new URL(headers.location ?? 'missing:').origin).toBe('http://localhost:3000')
  },
)
