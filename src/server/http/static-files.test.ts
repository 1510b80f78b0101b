import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../test-server.ts'
import { hashed, makeClientFolder, script } from './test-client-folder.ts'

const client = makeClientFolder()
let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ clientFolder: client.folder })
})
afterAll(async () => {
  await server.close()
  client.remove()
})

const get = (url: string, headers: Record<string, string> = {}) =>
  server.send(undefined, { url, headers })

test.each(['/', '/apps/sandbox/users', '/sign-in', '/users?user=a.b', '/claim'])(
  '%s is a page: the one HTML file, fresh every time',
  async (url) => {
    const answer = await get(url)
    expect(answer.statusCode).toBe(200)
    expect(answer.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
    })
    expect(answer.body).toContain('<title>Steward</title>')
  },
)

test('a hashed file is kept for a year and never asked for again', async () => {
  const answer = await get(hashed)
  expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable')
  expect(answer.headers['content-type']).toMatch(/^(text|application)\/javascript/)
})

test('a file without a hash is asked for each time', async () => {
  const answer = await get('/icon.svg')
  expect(answer.headers['cache-control']).toBe('no-cache')
  const again = await get('/icon.svg', { 'if-none-match': String(answer.headers.etag) })
  expect(again.statusCode).toBe(304)
})

test.each([
  ['br, gzip', 'br', brotliDecompressSync],
  ['gzip', 'gzip', gunzipSync],
] as const)('to a browser that takes %s a file is sent as %s', async (takes, sent, unpack) => {
  const answer = await get(hashed, { 'accept-encoding': takes })
  expect(answer.headers['content-encoding']).toBe(sent)
  expect(answer.headers.vary).toMatch(/accept-encoding/i)
  expect(String(unpack(answer.rawPayload))).toBe(script)
})

test('to anybody else it is sent plain', async () => {
  const answer = await get(hashed)
  expect(answer.headers['content-encoding']).toBeUndefined()
  expect(answer.body).toBe(script)
})

test.each([
  ...['/.vite/manifest.json', '/.built-from', '/.git/config', '/.env', '/assets/index.js.map'],
  ...['/notes.md', '/assets/nothing.js', `${hashed}.br`],
  ...['/..%2f..%2fpackage.json', '/%2e%2e/package.json', '/assets/..%5c..%5cpackage.json'],
  ...['/assets/%00.js', '/..%2f.built-from', '/%2e%76ite/manifest.json'],
])('%s is not served', async (url) => {
  const answer = await get(url)
  expect(answer.statusCode).toBeOneOf([400, 404])
  expect(answer.json()).toMatchObject({ code: expect.stringMatching(/no_such_route|bad_input/) })
  expect(answer.body).not.toContain('planted')
})
