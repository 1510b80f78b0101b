import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { isOfCalls, type Faults, type Met } from '../faults/faults.ts'
import { spoilt, withBadLimits } from '../faults/spoil.ts'
import type { Store } from '../store/store.ts'
import { exportFile } from '../users/exports.ts'
import { ApiError, errorBody, inputError } from './api-error.ts'
import { authenticate, type Credentials } from './auth.ts'
import { type Operation, Router } from './operation.ts'
import { answerBrokenRequest } from './broken-request.ts'
import type { RateLimits } from './rate-limits.ts'
import { readBody } from './read-body.ts'

/** A query of 100 long ids travels in the address, so it may be longer than Node's 16 KB. */
const MAX_HEADER_BYTES = 64 * 1024
const REQUEST_TIMEOUT_MS = 30_000
const TRICKLE_PIECES = 20

export type Parts = {
  operations: Operation[]
  store: Store
  credentials: Credentials
  limits: RateLimits
  faults: Faults
  /** Called after a call that changed something or may have. */
  onCalled(): void
}
type Answer = { status: number; headers: Record<string, string>; body: string }
type Routed = { url: URL; operation: Operation | undefined; params: Record<string, string> }

/** Speaks Stream's API over HTTP, as well as the faults in force let it. */
export function createApiServer(parts: Parts): Server {
  const router = new Router(parts.operations)
  const server = createServer(
    { maxHeaderSize: MAX_HEADER_BYTES, requestTimeout: REQUEST_TIMEOUT_MS },
    (request, response) => {
      void respond(parts, router, request, response)
    },
  )
  server.on('clientError', answerBrokenRequest)
  return server
}

async function respond(
  parts: Parts,
  router: Router,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const startedAt = performance.now()
  if (parts.faults.isOutage()) return void request.socket.destroy()
  const routed = route(router, request)
  const name = routed?.operation?.name ?? 'Unknown'
  const met = parts.faults.meet(name, isOfCalls)
  if (met.reset?.when === 'before') return void request.socket.destroy()
  if (met.stall) await sleep(met.stall.ms)

  const answer = await answerOf(parts, request, routed, met, startedAt)
  parts.onCalled()
  if (met.reset) return void request.socket.destroy()
  const body = met.body ? spoilt(answer.body, met.body.body) : answer.body
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    ...answer.headers,
  }
  const bad = met.headers && withBadLimits(headers, met.headers.headers)
  response.writeHead(answer.status, bad ?? headers)
  if (met.trickle) await trickle(response, body, met.trickle.ms)
  response.end(met.trickle ? undefined : body)
}

/** Undefined when the address makes no sense. */
function route(router: Router, request: IncomingMessage): Routed | undefined {
  try {
    const url = new URL((request.url ?? '/').replace(/^\/+/, '/'), 'http://sandbox')
    const path = url.pathname.replace(/^\/api\/v2/, '')
    const found = router.find(request.method ?? '', path)
    return { url, operation: found?.operation, params: found?.params ?? {} }
  } catch {
    return undefined
  }
}

async function answerOf(
  { store, credentials, limits }: Parts,
  request: IncomingMessage,
  routed: Routed | undefined,
  met: Met,
  startedAt: number,
): Promise<Answer> {
  let headers: Record<string, string> = {}
  try {
    const operation = routed?.operation
    const name = operation?.name ?? 'Unknown'
    headers = limits.take(name)
    const body = await readBody(request)
    if (!routed) throw inputError(name, 'the address is not valid')
    const file = exportFile(store, routed.url.pathname)
    if (file !== undefined) return { status: 200, headers, body: file }
    if (met.status?.when === 'before') throw faultError(met.status.status)
    const { authorization, 'stream-auth-type': authType } = request.headers
    const apiKey = routed.url.searchParams.get('api_key')
    const presented = { apiKey, authorization, authType: authType?.toString() }
    authenticate(credentials, presented, store, name)
    if (!operation) throw new ApiError(404, 16, `${routed.url.pathname} does not exist`)
    const members = operation.run({
      operation: name,
      requestId: request.headers['x-client-request-id']?.toString() ?? null,
      params: routed.params,
      query: routed.url.searchParams,
      body,
      origin: `http://${request.headers.host ?? 'localhost'}`,
      ...(met.task && { fate: met.task }),
    })
    if (met.status) throw faultError(met.status.status)
    const duration = `"duration":"${(performance.now() - startedAt).toFixed(2)}ms"`
    const text = members === '' ? `{${duration}}` : `{${members},${duration}}`
    return { status: operation.status, headers, body: text }
  } catch (error) {
    const known = error instanceof ApiError ? error : bug(error)
    return {
      status: known.status,
      headers: { ...headers, ...known.headers },
      body: errorBody(known, performance.now() - startedAt),
    }
  }
}

/** Nothing a caller sends may end here. */
function bug(error: unknown): ApiError {
  process.emitWarning(error instanceof Error ? (error.stack ?? error.message) : String(error))
  return new ApiError(500, -1, 'internal error')
}

function faultError(status: 429 | 500 | 503): ApiError {
  if (status === 429) return new ApiError(429, 9, 'Too many requests', { 'retry-after': '5' })
  return new ApiError(status, -1, status === 500 ? 'internal error' : 'service unavailable')
}

async function trickle(response: ServerResponse, body: string, ms: number): Promise<void> {
  const bytes = Buffer.from(body)
  const size = Math.ceil(bytes.length / TRICKLE_PIECES)
  for (let at = 0; at < bytes.length && !response.destroyed; at += size) {
    response.write(bytes.subarray(at, at + size))
    await sleep(ms / TRICKLE_PIECES)
  }
}
