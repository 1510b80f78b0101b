import path from 'node:path'
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import { type Endpoint, type Input, urlFor } from '../contract/endpoint.ts'
import type { Role } from '../contract/rights.ts'
import { type AppParts, createApp } from './app.ts'
import { Secret } from './secret.ts'
import { openDatabase } from './store/database.ts'
import { postgresPlace } from './store/test-databases.ts'
import { createHttpGateway } from './stream/http-gateway.ts'
import { startTestSandbox } from './test-sandbox.ts'
import { createSandboxControl } from './training/sandbox-control.ts'

const PUBLIC_URL = 'http://localhost:3000'
const noClient = path.join(import.meta.dirname, 'none')

/** What a browser on our own page sends along with every call. */
export const asBrowser = {
  host: new URL(PUBLIC_URL).host,
  origin: PUBLIC_URL,
  'sec-fetch-site': 'same-origin',
  'x-steward': '1',
}

/**
 * The whole server on a Postgres database and a sandbox process of its own, reached without a
 * port. Sandbox mode with one-click sign-in unless told otherwise; the app's id is `sandbox`.
 */
export async function startTestServer(
  options: Partial<AppParts> & { users?: number; rateLimits?: string } = {},
) {
  const [sandbox, place] = await Promise.all([startTestSandbox(options), postgresPlace()])
  const database = await openDatabase(place.options)
  const stream = createHttpGateway(sandbox)
  const app = await createApp({
    app: { id: 'sandbox', name: 'Sandbox', environment: 'sandbox' },
    stream,
    database,
    publicUrl: PUBLIC_URL,
    mode: 'sandbox',
    oneClick: 'offered',
    logLevel: 'silent',
    requestsPerMinute: 100_000_000,
    // The tests keep this very process busy.
    maxEventLoopDelayMs: 0,
    clientFolder: noClient,
    sandbox: options.mode === 'real' ? undefined : createSandboxControl(sandbox.controlUrl),
    sessionSecret: new Secret('a secret of the tests, long enough for anybody'),
    ...options,
  })
  await app.ready()
  const cookies = new Map<Role, Promise<string>>()

  async function signIn(role: Role): Promise<string> {
    const request = { method: 'POST', url: '/api/sign-in/as', payload: { role } } as const
    const answer = await app.inject({ ...request, headers: asBrowser })
    const cookie = String(answer.headers['set-cookie']).split(';')[0]
    if (answer.statusCode !== 200 || !cookie) throw new Error(`No session: ${answer.body}`)
    return cookie
  }

  let seen = '0'
  return {
    app,
    sandbox,
    database,
    stream,
    /** The Cookie header of a signed-in operator; one session per role. */
    cookieOf(role: Role): Promise<string> {
      const cookie = cookies.get(role) ?? signIn(role)
      cookies.set(role, cookie)
      return cookie
    },
    /** One request of a browser's, signed in as a role or not at all. */
    async send(as: Role | undefined, request: InjectOptions): Promise<LightMyRequestResponse> {
      const cookie = as && { cookie: await this.cookieOf(as) }
      return app.inject({ ...request, headers: { ...asBrowser, ...cookie, ...request.headers } })
    },
    /** One call as the client makes it. */
    call<E extends Endpoint>(as: Role | undefined, endpoint: E, input: Input<E>) {
      const { body } = input as { body?: object }
      const url = urlFor(endpoint, input)
      return this.send(as, { method: endpoint.method, url, ...(body && { payload: body }) })
    },
    /** The audit log's lines since the last time this was asked. */
    async newAuditLines() {
      const lines = await database.sql
        .selectFrom('audit')
        .where('seq', '>', seen)
        .orderBy('seq')
        .selectAll()
        .execute()
      seen = lines.at(-1)?.seq ?? seen
      return lines
    },
    async close() {
      await app.close()
      await Promise.all([stream.close(), sandbox.stop()])
      await database.close()
      await place.remove()
    },
  }
}

export type TestServer = Awaited<ReturnType<typeof startTestServer>>
