import { Pool } from 'undici'
import { randomUUID } from 'node:crypto'
import { StreamFailure, malformed } from './failure.ts'
import { membersOf } from './json-text.ts'
import { type RateLimit, readRateLimit, waitOf } from './rate-limits.ts'

const CONNECT_TIMEOUT_MS = 3_000
const HEADERS_TIMEOUT_MS = 8_000
const BODY_TIMEOUT_MS = 8_000
const CONNECTIONS = 32
/** A page of 100 users of 5 KB custom data each, with room for mutes and devices. */
const MAX_BODY_BYTES = 16 * 1024 * 1024

export type Call = {
  /** Stream's name of the endpoint, under which its rate limit is kept. */
  name: string
  method: 'GET' | 'POST' | 'PATCH'
  /** Starts with `/api/v2/`; parts that come from outside are already encoded. */
  path: string
  query?: Record<string, string>
  /** JSON text. */
  body?: string
}

export type Connection = {
  /**
   * Sends one request once.
   *
   * @returns the answer's body: the text of a JSON object.
   * @throws {StreamFailure} for everything but a 2xx with such a body.
   */
  send(call: Call, signal: AbortSignal): Promise<string>
  close(): Promise<void>
}

export type ConnectionOptions = {
  baseUrl: string
  apiKey: string
  token: string
  onRateLimit(name: string, rateLimit: RateLimit): void
}

/** Keeps connections to Stream's address and to no other; redirects are answers like any other. */
export function connect({ baseUrl, apiKey, token, onRateLimit }: ConnectionOptions): Connection {
  const base = new URL(baseUrl)
  const prefix = base.pathname.replace(/\/+$/, '')
  const pool = new Pool(base.origin, {
    connections: CONNECTIONS,
    connect: { timeout: CONNECT_TIMEOUT_MS },
    headersTimeout: HEADERS_TIMEOUT_MS,
    bodyTimeout: BODY_TIMEOUT_MS,
    maxResponseSize: MAX_BODY_BYTES,
  })
  const headers = {
    authorization: token,
    'stream-auth-type': 'jwt',
    'x-stream-client': 'steward-0.1.0',
    accept: 'application/json',
  }

  async function send({ name, method, path, query, body }: Call, signal: AbortSignal) {
    const search = new URLSearchParams({ ...query, api_key: apiKey })
    const answer = await pool.request({
      method,
      path: `${prefix}${path}?${search}`,
      headers: {
        ...headers,
        'x-client-request-id': randomUUID(),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      body: body ?? null,
      signal,
    })
    // Before the body, which may never come.
    const rateLimit = readRateLimit(answer.headers, Date.now())
    if (rateLimit) onRateLimit(name, rateLimit)
    const text = await answer.body.text()
    if (answer.statusCode < 200 || answer.statusCode > 299) {
      throw new StreamFailure({
        kind: 'refused',
        status: answer.statusCode,
        ...errorIn(text),
        waitMs: waitOf(answer.headers, Date.now()),
      })
    }
    assertJsonObject(text)
    return text
  }

  return {
    async send(call, signal) {
      try {
        return await send(call, signal)
      } catch (error) {
        if (error instanceof StreamFailure) throw error
        throw new StreamFailure({
          kind: 'no_answer',
          why: `Stream did not answer: ${nameOf(error)}`,
        })
      }
    },
    close: () => pool.destroy(),
  }
}

function assertJsonObject(text: string): void {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw malformed('not JSON')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw malformed('not an object')
  }
}

function errorIn(body: string): { code: number; message: string } {
  try {
    assertJsonObject(body)
    const members = new Map(membersOf(body))
    const code = Number(members.get('code'))
    const message: unknown = JSON.parse(members.get('message') ?? 'null')
    return {
      code: Number.isSafeInteger(code) ? code : -1,
      message: typeof message === 'string' ? message : '',
    }
  } catch {
    return { code: -1, message: '' }
  }
}

/** The error's code or name; its message may quote the request. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
