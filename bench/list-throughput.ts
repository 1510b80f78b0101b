import { spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import path from 'node:path'
import { atLeast, median, report } from './claims.ts'
import { startServer } from './server-under-test.ts'

/**
 * How many pages of users a second the server hands out, against a bare proxy that hands the same
 * answer through unread. Ours checks the session and rights, reads, maps and checks every user.
 * Nothing of Stream's is remembered or shared, so one question asked again and again is fair.
 *
 * Short rounds, each with both targets and the other one first than before; what is claimed is the
 * median of each round's share, so that a machine that is busy for a while does not decide.
 */
const ROUNDS = 7
const SECONDS = 2
const WARM_UP_SECONDS = 3
const CONNECTIONS = 16
const LIMIT = 50
const PROXY_PORT = 4302

type Load = {
  requests: { average: number }
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
  include_deactivated_users: false,
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
await Promise.race([
  once(proxy.stdout, 'data'),
  once(proxy, 'exit').then(() => Promise.reject(new Error('The proxy did not start.'))),
])

type Target = { name: string; url: string; headers: Record<string, string>; body: string }
const steward: Target = {
  name: 'Steward',
  url: `${server.url}/api/apps/sandbox/users/search`,
  headers: {
    'content-type': 'application/json',
    'x-steward': '1',
    origin: server.url,
    cookie: server.cookie,
  },
  body: JSON.stringify({ limit: LIMIT }),
}
const bareProxy: Target = {
  name: 'bare proxy',
  url: `http://127.0.0.1:${PROXY_PORT}/`,
  headers: { 'content-type': 'application/json' },
  body: '{}',
}

async function rateOf({ name, ...request }: Target, seconds = SECONDS): Promise<number> {
  const load = await autocannon({
    ...request,
    method: 'POST',
    connections: CONNECTIONS,
    duration: seconds,
  })
  if (load.non2xx > 0 || load.errors > 0) {
    throw new Error(`${name}: ${load.non2xx} answers were not 2xx, ${load.errors} failed.`)
  }
  return Math.round(load.requests.average)
}

for (const target of [steward, bareProxy]) await rateOf(target, WARM_UP_SECONDS)
const rounds: { Steward: number; 'bare proxy': number; share: number }[] = []
for (let round = 1; round <= ROUNDS; round++) {
  const rates = new Map<Target, number>()
  for (const target of round % 2 ? [steward, bareProxy] : [bareProxy, steward]) {
    rates.set(target, await rateOf(target))
  }
  const [ours = 0, theirs = 0] = [rates.get(steward), rates.get(bareProxy)]
  rounds.push({ Steward: ours, 'bare proxy': theirs, share: ours / theirs })
}
proxy.kill()
await server.stop()

report('list-throughput', rounds, [
  atLeast(
    'list route, share of a bare proxy',
    median(rounds.map(({ share }) => share)),
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
