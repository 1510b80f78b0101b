import { createServer, type IncomingMessage, type Server } from 'node:http'
import { parseFaults } from '../faults/fault.ts'
import type { Faults } from '../faults/faults.ts'
import type { Raid } from '../raid.ts'
import type { Effects } from '../store/effects.ts'

export type Parts = {
  faults: Faults
  effects: Effects
  raid: Raid
  reset(): void
  state(): object
}
type Route = (body: string, url: URL) => unknown

const MAX_EFFECTS = 10_000
const MAX_ACCOUNTS = 100_000
const MAX_SECONDS = 3_600

/**
 * The control port, for tests, training and the panel that makes Stream misbehave. Bound to
 * loopback by its caller; a page in a browser can't use it, since every request with an `Origin`
 * is refused. Answers JSON; what it does not understand is 400 with `{ message }`.
 *
 * | request                       | does                                                             |
 * | ----------------------------- | ---------------------------------------------------------------- |
 * | `GET /state`                  | `{ users, seed, url, apiKey, endpoints, raid, faults, lastEffect }` |
 * | `GET /faults`                 | the faults in force; `count` is what is left, `met` the hits     |
 * | `PUT /faults?seed=N`          | puts the list in the body in force, see fault.ts; seed 1         |
 * | `DELETE /faults`              | ends them all                                                    |
 * | `POST /reset`                 | fresh data, no tasks, no raid; the faults stay                   |
 * | `POST /raid`                  | starts one; `{ accounts, seconds }`, 400 over 120 seconds        |
 * | `GET /raid`                   | how far it is: `{ running, created, accounts, campaign }`        |
 * | `DELETE /raid`                | stops it                                                         |
 * | `GET /effects?after=N&limit=M`| the effect log after entry N, in order, at most 10,000 entries   |
 *
 * An entry of the effect log is `{ seq, user_id, operation, change, at, request_id }`, `at` in
 * microseconds, `request_id` the `x-client-request-id` of the call. The log is never emptied; a
 * reset is an entry `started again` of the user `*`.
 */
export function createControlServer({ faults, effects, raid, reset, state }: Parts): Server {
  const setFaults: Route = (body, url) => {
    const seed = whole(url.searchParams.get('seed') ?? '1', 'seed', 2_147_483_647)
    faults.set(parseFaults(body), seed)
    return faults.list()
  }
  const startRaid: Route = (body) => {
    const { accounts, seconds } = {
      accounts: 400,
      seconds: 120,
      ...(JSON.parse(body || '{}') as object),
    }
    return raid.start(
      whole(accounts, 'accounts', MAX_ACCOUNTS),
      whole(seconds, 'seconds', MAX_SECONDS),
    )
  }
  const routes: Record<string, Route> = {
    'GET /state': () => ({
      ...state(),
      raid: raid.progress(),
      faults: faults.list(),
      lastEffect: effects.last(),
    }),
    'GET /faults': () => faults.list(),
    'PUT /faults': setFaults,
    'DELETE /faults': () => faults.set([]),
    'POST /reset': () => reset(),
    'POST /raid': startRaid,
    'GET /raid': () => raid.progress(),
    'DELETE /raid': () => raid.stop(),
    'GET /effects': (_, { searchParams }) =>
      effects.after(
        whole(searchParams.get('after') ?? '0', 'after', Number.MAX_SAFE_INTEGER),
        whole(searchParams.get('limit') ?? String(MAX_EFFECTS), 'limit', MAX_EFFECTS),
      ),
  }
  return createServer((request, response) => {
    void answer(routes, request).then(([status, body]) => {
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(JSON.stringify(body))
    })
  })
}

async function answer(
  routes: Record<string, Route>,
  request: IncomingMessage,
): Promise<[status: number, body: unknown]> {
  if (request.headers.origin !== undefined) return [403, { message: 'Not for pages in a browser' }]
  try {
    const url = new URL(request.url ?? '/', 'http://control')
    const name = `${request.method} ${url.pathname}`
    const route = Object.hasOwn(routes, name) ? routes[name] : undefined
    if (!route) return [404, { message: 'No such control' }]
    return [200, route(await text(request), url) ?? {}]
  } catch (error) {
    return [400, { message: error instanceof Error ? error.message : 'Bad input' }]
  }
}

function whole(value: unknown, name: string, max: number): number {
  const number = Number(value)
  if (!Number.isInteger(number) || number < 0 || number > max) {
    throw new Error(`${name} must be a whole number from 0 to ${max}`)
  }
  return number
}

async function text(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of request) body += String(chunk)
  return body
}
