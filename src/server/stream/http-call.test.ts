import type { RequestListener } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import type { HttpGatewayOptions } from './http-gateway.ts'
import { anyUser, hastyGateway, refusalOf, standIn } from './test-stream.ts'

const userText = '{"id":"a","role":"user","created_at":1,"updated_at":1}'

async function streamWith(answer: RequestListener) {
  const stream = await standIn(answer)
  onTestFinished(stream.close)
  return stream
}

function gatewayWith(options: Partial<HttpGatewayOptions> & { baseUrl: string }) {
  const gateway = hastyGateway(options)
  onTestFinished(() => gateway.close())
  return gateway
}

test('Stream gets our token, key and a request id, and what is asked stays within its address', async () => {
  const { requests, gateway } = await streamWith((_, response) =>
    response.end(`{"user":${userText}}`),
  )
  await gateway.deactivateUser('../a/b?c#d%', { markMessagesDeleted: true })
  const [{ url, headers } = expect.fail('Nothing was sent')] = requests
  expect(url).toBe('/api/v2/users/..%2Fa%2Fb%3Fc%23d%25/deactivate?api_key=key')
  expect(headers).toMatchObject({
    authorization: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
    'stream-auth-type': 'jwt',
    'x-client-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
  })
})

test('a path in the base address stays', async () => {
  const { requests, baseUrl } = await streamWith((_, response) => response.end('{"users":[]}'))
  await gatewayWith({ baseUrl: `${baseUrl}/proxy/` }).queryUsers(anyUser)
  expect(requests[0]?.url).toMatch(/^\/proxy\/api\/v2\/users\?payload=/)
})

test('a redirect is not followed', async () => {
  const elsewhere = await streamWith((_, response) => response.end('{"users":[]}'))
  const { gateway } = await streamWith((_, response) => {
    response.writeHead(302, { location: elsewhere.baseUrl }).end()
  })
  expect((await refusalOf(gateway.queryUsers(anyUser))).code).toBe('stream_rejected')
  expect(elsewhere.requests).toEqual([])
})

test.each([
  ['a list', '[]'],
  ['null', 'null'],
  ['nothing', ''],
  ['users that are no list', '{"users":{}}'],
  ['a user without an id', '{"users":[{"role":"user"}]}'],
  ['a time that is none', `{"users":[${userText.replace('1', '"soon"')}]}`],
  ['a number where a name belongs', `{"users":[${userText.replace('{', '{"name":1,')}]}`],
])('%s instead of users is Stream not answering', async (_, body) => {
  const { gateway, requests } = await streamWith((__, response) => response.end(body))
  expect((await refusalOf(gateway.queryUsers(anyUser))).code).toBe('stream_unavailable')
  expect(requests.length).toBeGreaterThan(1)
})

test('a body that never ends is cut off, by time or by size', async () => {
  const slow = await streamWith((_, response) => void response.write('{"users":['))
  expect((await refusalOf(slow.gateway.queryUsers(anyUser))).code).toBe('stream_unavailable')
  const big = await streamWith((_, response) => {
    response.end(`{"users":[],"rest":"${'x'.repeat(17 * 1024 * 1024)}"}`)
  })
  const patient = gatewayWith({ baseUrl: big.baseUrl, attemptMs: 5_000, deadlineMs: 5_000 })
  expect((await refusalOf(patient.queryUsers(anyUser))).code).toBe('stream_unavailable')
})

test('a write that hangs is given up once, and sent once', async () => {
  const { gateway, requests } = await streamWith(() => undefined)
  const options = { markMessagesDeleted: false }
  expect((await refusalOf(gateway.deactivateUser('a', options))).code).toBe('stream_unavailable')
  expect(requests).toHaveLength(1)
})

test('whoever asked can end a read', async () => {
  const { baseUrl, requests } = await streamWith(() => undefined)
  const gateway = gatewayWith({ baseUrl, attemptMs: 60_000, deadlineMs: 60_000 })
  const ending = new AbortController()
  const refused = refusalOf(gateway.queryUsers({ ...anyUser, signal: ending.signal }))
  await expect.poll(() => requests.length).toBe(1)
  ending.abort()
  expect((await refused).code).toBe('stream_unavailable')
  expect(requests).toHaveLength(1)
})

test('a short wait of a rate limit is kept to, and then tried again', async () => {
  const { gateway, requests } = await streamWith((_, response) => {
    if (requests.length === 1) response.writeHead(429, { 'retry-after': '0' }).end('{"code":9}')
    else response.end(`{"users":[${userText}]}`)
  })
  expect(await gateway.queryUsers(anyUser)).toHaveLength(1)
})

test('nobody there is Stream not answering', async () => {
  const { baseUrl, requests } = await streamWith(() => undefined)
  const nobody = gatewayWith({ baseUrl: baseUrl.replace(/\d+$/, '9') })
  expect((await refusalOf(nobody.queryUsers(anyUser))).code).toBe('stream_unavailable')
  expect(requests).toEqual([])
})
