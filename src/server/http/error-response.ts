import { randomUUID } from 'node:crypto'
import type { Socket } from 'node:net'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type ErrorBody, type ErrorCode, statusOf } from '../../contract/errors.ts'
import { Refusal } from './refusal.ts'

/** What Fastify itself refuses, by status; another 4xx is bad input too. */
const ofFastify: Record<number, ErrorCode> = {
  404: 'no_such_route',
  405: 'method_not_allowed',
  413: 'too_large',
  414: 'too_large',
  415: 'not_json',
  431: 'too_large',
  429: 'too_many_requests',
  503: 'overloaded',
}

/** Every failure leaves in the one error body, with the id that is also in the log. */
export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError | Refusal, request, reply) => {
    const refusal = error instanceof Refusal ? error : refusalOf(error)
    if (refusal.code === 'internal') request.log.error({ err: error }, 'A bug')
    else request.log.info({ code: refusal.code, why: refusal.message }, 'Refused')
    return send(request, reply, refusal)
  })
}

export function send(request: FastifyRequest, reply: FastifyReply, refusal: Refusal) {
  const { details } = refusal
  if (details?.retryAfterSeconds) reply.header('retry-after', String(details.retryAfterSeconds))
  return reply.status(statusOf[refusal.code]).send(bodyOf(refusal, request.id))
}

/** Answers what Node can't read as HTTP at all: no route and no hook ever sees it. */
export function answerGarbage(error: { code?: string }, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy()
  const code = error.code === 'HPE_HEADER_OVERFLOW' ? 'too_large' : 'bad_input'
  const body = JSON.stringify(bodyOf(unreadable(code, 'request'), randomUUID()))
  const head = [
    `HTTP/1.1 ${statusOf[code]} Refused`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'cache-control: no-store',
    'x-content-type-options: nosniff',
    'connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}

function bodyOf({ code, message, details }: Refusal, requestId: string): ErrorBody {
  return { code, message, requestId, ...(details && { details }) }
}

function refusalOf(error: FastifyError): Refusal {
  const status = error.statusCode ?? 500
  const code = ofFastify[status] ?? (status < 500 ? 'bad_input' : 'internal')
  if (code === 'internal') return new Refusal(code, 'Something went wrong here')
  const isBody = error.code?.startsWith('FST_ERR_CTP') || error instanceof SyntaxError
  return unreadable(code, isBody ? 'body' : 'path')
}

function unreadable(code: ErrorCode, path: string): Refusal {
  const fields = code === 'bad_input' ? { fields: [{ path, message: 'Not valid' }] } : undefined
  return new Refusal(code, 'The request can’t be read', fields)
}
