import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type ErrorBody, type ErrorCode, statusOf } from '../../contract/errors.ts'
import { Refusal } from './refusal.ts'

/** What Fastify itself refuses, by status. */
const ofFastify: Record<number, ErrorCode> = {
  400: 'bad_input',
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
  const { code, message, details } = refusal
  if (details?.retryAfterSeconds) reply.header('retry-after', String(details.retryAfterSeconds))
  const body: ErrorBody = { code, message, requestId: request.id, ...(details && { details }) }
  return reply.status(statusOf[code]).send(body)
}

function refusalOf(error: FastifyError): Refusal {
  const code = ofFastify[error.statusCode ?? 500]
  if (!code) return new Refusal('internal', 'Something went wrong here')
  if (code === 'bad_input') {
    const isBody = error.code?.startsWith('FST_ERR_CTP') || error instanceof SyntaxError
    const field = { path: isBody ? 'body' : 'path', message: 'Not valid' }
    return new Refusal(code, 'The request can’t be read', { fields: [field] })
  }
  return new Refusal(code, `Refused with status ${error.statusCode}`)
}
