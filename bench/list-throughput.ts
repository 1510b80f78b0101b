import { spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import path from 'node:path'
import { atLeast, median, report } from './claims.ts'
import { startServer } from './server-under-test.ts'

/**
 * How many pages of users a second the server hands out, against a bare proxy that hands the same
 * answer through unread. Ours signs in, checks rights, reads, maps and checks every user.
 * Three alternating rounds each; medians.
 */
const ROUNDS = 3
const SECONDS = 4
const CONNECTIONS = 16
const LIMIT = 50
const PROXY_PORT = 4302

type Load = {
  requests: { average: number }
  latency: { p99: number }
  non2xx: number
  errors: number
}
type LoadOptions = {
  url: string
  connections: number
  duration: number
  method: 'POST'
  headers: Record<string, string>
  body: string
}
const peers = createRequire(path.join(import.meta.dirname, 'peers/package.json'))
const autocannon = peers('autocannon') as (options: LoadOptions) => Promise<Load>

const server = await startServer(20_000)
// The same question Steward asks: one user more than a page, to know whether there is a next one.
const payload = JSON.stringify({
  filter_conditions: {},
  sort: [
    { field: 'created_at', direction: -1 },
    { field: 'id', direction: -1 },
  ],
  limit: LIMIT + 1,
})
const proxy = spawn(
  process.execPath,
  [
    path.join(import.meta.dirname, 'peers/pass-through.ts'),
    String(PROXY_PORT),
    server.stream,
    `/api/v2/users?${new URLSearchParams({ payload, api_key: 'sandbox' })}`,
    serverToken('sandbox-secret'),
  ],
  { stdio: ['ignore', 'pipe', 'inherit'] },
)
process.once('exit', () => proxy.kill())
await once(proxy.stdout, 'data')

const targets = {
  Steward: {
    url: `${server.url}/api/apps/sandbox/users/search`,
    headers: {
      'content-type': 'application/json',
      'x-steward': '1',
      origin: server.url,
      cookie: server.cookie,
    },
    body: JSON.stringify({ limit: LIMIT }),
  },
  'bare proxy': {
    url: `http://127.0.0.1:${PROXY_PORT}/`,
    headers: { 'content-type': 'application/json' },
    body: '{}',
  },
}

const figures: { target: string; round: number; 'requests/s': number; 'p99 ms': number }[] = []
for (let round = 0; round <= ROUNDS; round++) {
  for (const [target, { url, headers, body }] of Object.entries(targets)) {
    const duration = round === 0 ? 1 : SECONDS
    const load = await autocannon({
      url,
      headers,
      body,
      method: 'POST',
      connections: CONNECTIONS,
      duration,
    })
    if (load.non2xx > 0 || load.errors > 0) {
      throw new Error(`${target}: ${load.non2xx} answers were not 2xx, ${load.errors} failed.`)
    }
    // Round 0 warms both up.
    if (round > 0) {
      figures.push({
        target,
        round,
        'requests/s': Math.round(load.requests.average),
        'p99 ms': load.latency.p99,
      })
    }
  }
}
proxy.kill()
await server.stop()

const rate = (target: string) =>
  median(figures.filter((row) => row.target === target).map((row) => row['requests/s']))
report('list-throughput', figures, [
  atLeast(
    'list route, share of a bare proxy',
    rate('Steward') / rate('bare proxy'),
    0.45,
    'of its requests/s',
  ),
])

function serverToken(secret: string): string {
  const head = [{ alg: 'HS256', typ: 'JWT' }, { server: true }]
    .map((value) => Buffer.from(JSON.stringify(value)).toString('base64url'))
    .join('.')
  return `${head}.${createHmac('sha256', secret).update(head).digest('base64url')}`
}
