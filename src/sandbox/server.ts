import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Api, Operation } from './api.ts'
import { ApiError, errorBody } from './api-error.ts'
import { authenticate, type Credentials } from './auth.ts'
import type { Fault, Faults } from './faults.ts'
import type { RateLimits } from './rate-limit.ts'

/** A query of 100 long ids travels in the address, so it may be longer than Node's 16 KB. */
const MAX_HEADER_BYTES = 64 * 1024
const MAX_BODY_BYTES = 2 * 1024 * 1024

type Parts = { api: Api; credentials: Credentials; limits: RateLimits; faults: Faults }
type Answer = { status: number; headers: Record<string, string>; body: string }

/** Speaks Stream's API over HTTP. */
export function createApiServer(parts: Parts): Server {
  return createServer({ maxHeaderSize: MAX_HEADER_BYTES }, (request, response) => {
    void respond(parts, request, response)
  })
}

async function respond(parts: Parts, request: IncomingMessage, response: ServerResponse) {
  const startedAt = performance.now()
  const url = new URL((request.url ?? '/').replace(/^\/+/, '/'), 'http://sandbox')
  const path = url.pathname.replace(/^\/api\/v2/, '')
  const found = parts.api.operations.find(
    (operation) => operation.method === request.method && operation.path.test(path),
  )
  const fault = found && parts.faults.next(found.name)
  if (fault?.kind === 'reset' && fault.when === 'before') return request.socket.destroy()
  if (fault?.kind === 'stall') await sleep(fault.ms)

  const answer = await answerOf(parts, request, url, path, found, fault, startedAt)
  if (fault?.kind === 'reset') return request.socket.destroy()
  const body = fault?.kind === 'body' ? spoilt(answer.body, fault.body) : answer.body
  response.writeHead(answer.status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    ...answer.headers,
  })
  response.end(body)
}

async function answerOf(
  { credentials, limits }: Parts,
  request: IncomingMessage,
  url: URL,
  path: string,
  operation: Operation | undefined,
  fault: Fault | undefined,
  startedAt: number,
): Promise<Answer> {
  let headers: Record<string, string> = {}
  try {
    headers = limits.take(operation?.name ?? 'Unknown')
    if (fault?.kind === 'status') throw faultError(fault.status)
    const { authorization, 'stream-auth-type': authType } = request.headers
    authenticate(credentials, url.searchParams.get('api_key'), authorization, authType?.toString())
    if (!operation) throw new ApiError(404, 16, `${path} does not exist`)
    const params = (operation.path.exec(path) ?? []).slice(1).map(decodeURIComponent)
    const body = await readBody(request)
    const members = operation.run({ params, query: url.searchParams, body })
    const duration = (performance.now() - startedAt).toFixed(2)
    return { status: operation.status, headers, body: `{${members},"duration":"${duration}ms"}` }
  } catch (error) {
    const known = error instanceof ApiError ? error : new ApiError(500, -1, 'internal error')
    return {
      status: known.status,
      headers: { ...headers, ...known.headers },
      body: errorBody(known, performance.now() - startedAt),
    }
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MAX_BODY_BYTES) throw new ApiError(413, 22, 'payload is too big')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function faultError(status: 429 | 500 | 503): ApiError {
  if (status === 429) return new ApiError(429, 9, 'Too many requests', { 'retry-after': '5' })
  return new ApiError(status, -1, status === 500 ? 'internal error' : 'service unavailable')
}

function spoilt(body: string, how: 'html' | 'truncated' | 'malformed'): string {
  if (how === 'html') return '<html><body><h1>502 Bad Gateway</h1></body></html>'
  return how === 'truncated' ? body.slice(0, Math.floor(body.length / 2)) : `${body}}`
}
