import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { AuditAction } from '../../contract/audit.ts'
import type { Endpoint, Output, Parsed } from '../../contract/endpoint.ts'
import { can, rolesWith } from '../../contract/rights.ts'
import type { AuditLog } from '../store/audit-entry.ts'
import { sendEvents } from './event-stream.ts'
import type { Context, Handler, Mount, Session } from './handler.ts'
import { parseInput } from './parse-input.ts'
import { Refusal } from './refusal.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The declaration a route was mounted from; routes without one are not of the contract. */
    endpoint?: Endpoint
  }
}

export type MountParts = {
  app: FastifyInstance
  audit: AuditLog
  authenticate(cookieHeader: string | undefined): Promise<Session | undefined>
  /** Aborted when the server stops, so that event streams end. */
  stopping: AbortSignal
}

/**
 * Serves endpoints of the contract: authenticate, authorise, parse, write down the intent, handle,
 * check the answer, write down the outcome; in that order for every route.
 */
export function createMount(parts: MountParts): Mount {
  return (endpoint, handle) => {
    parts.app.route({
      method: endpoint.method,
      url: endpoint.path,
      config: { endpoint },
      handler: (request, reply) => serve(parts, endpoint, handle, request, reply),
    })
  }
}

async function serve<E extends Endpoint>(
  { audit, authenticate, stopping }: MountParts,
  endpoint: E,
  handle: Handler<E>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const session =
    endpoint.right === 'public' ? undefined : await authenticate(request.headers.cookie)
  const notes: Record<string, unknown> = {}
  const gone = new AbortController()
  reply.raw.once('close', () => gone.abort())
  const context = {
    session,
    requestId: request.id,
    clientAddress: request.ip,
    signal: AbortSignal.any([gone.signal, stopping]),
    setCookie: (header: string) => void reply.header('set-cookie', header),
    note: (detail: Record<string, unknown>) => void Object.assign(notes, detail),
  } as Context<E>

  if (endpoint.kind === 'events') {
    authorise(endpoint, session)
    const input = parseInput(endpoint, request)
    const events = handle(input, context) as AsyncIterable<Output<E>>
    return sendEvents(reply, endpoint, events, context.signal)
  }
  const answer = async (input: Parsed<E>) =>
    // Parsing our own answer strips what the contract does not name: no secret rides along.
    endpoint.response.parse(await (handle(input, context) as Promise<Output<E>>))

  const action = endpoint.audit
  if (!action || action === 'reads-only') {
    authorise(endpoint, session)
    return answer(parseInput(endpoint, request))
  }
  return audited(audit, action, session, request, notes, async (begin) => {
    authorise(endpoint, session)
    const input = parseInput(endpoint, request)
    await begin()
    return answer(input)
  })
}

/** Deny by default: whoever has no session, or whose role lacks the right, gets no further. */
function authorise(endpoint: Endpoint, session: Session | undefined): void {
  const { right } = endpoint
  if (right === 'public') return
  if (!session) throw new Refusal('not_signed_in', 'Sign in to continue')
  if (right !== 'signed-in' && !can(session.operator.role, right)) {
    const roles = rolesWith(right)
    throw new Refusal('forbidden', `The role ${session.operator.role} lacks ${right}`, {
      right,
      roles,
    })
  }
}

/**
 * Writes intent and outcome around an act. `begin` commits the intent; the act calls it right before
 * its first effect. An operator's refused attempt is written too, whatever it was refused for.
 */
async function audited<T>(
  audit: AuditLog,
  action: AuditAction,
  session: Session | undefined,
  request: FastifyRequest,
  notes: Record<string, unknown>,
  act: (begin: () => Promise<void>) => Promise<T>,
): Promise<T> {
  const params = (request.params ?? {}) as Partial<Record<string, string>>
  let intentId: string | undefined
  const begin = async () => {
    intentId ??= await audit.intent({
      appId: params['appId'] ?? null,
      operatorId: session?.operator.id ?? null,
      operatorName: session?.operator.name ?? null,
      action,
      target: params['userId'] ?? null,
      requestId: request.id,
      detail: {},
    })
  }
  try {
    const result = await act(begin)
    if (intentId) await audit.outcome(intentId, { result: 'done', code: null, detail: notes })
    return result
  } catch (error) {
    const refusal = error instanceof Refusal ? error : undefined
    // Strangers can't fill the log; an operator's denied attempt always leaves a line.
    if (session && refusal) await begin()
    if (intentId) {
      await audit.outcome(intentId, {
        result: refusal && refusal.code !== 'stream_unavailable' ? 'refused' : 'failed',
        code: refusal?.code ?? 'internal',
        detail: notes,
      })
    }
    throw error
  }
}
