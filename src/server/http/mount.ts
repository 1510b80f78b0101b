import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Endpoint, Output, Parsed } from '../../contract/endpoint.ts'
import { can, rolesWith } from '../../contract/rights.ts'
import type { AuditLog } from '../store/audit-entry.ts'
import { answerWriter } from './answer-writer.ts'
import { audited } from './audited.ts'
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
  /** @param isActivity  false where a page that nobody touches asks: the idle limit stays. */
  authenticate(cookieHeader: string | undefined, isActivity: boolean): Promise<Session | undefined>
  /** Aborted when the server stops, so that reads and event streams end. */
  stopping: AbortSignal
}

/**
 * Serves endpoints of the contract: authenticate, authorise, parse, write down the intent, handle,
 * check the answer, write down the outcome; in that order for every route.
 */
export function createMount(parts: MountParts): Mount {
  return (endpoint, handle) => {
    const route = { ...parts, endpoint, handle, write: answerWriter(endpoint.response) }
    parts.app.route({
      method: endpoint.method,
      url: endpoint.path,
      config: { endpoint },
      handler: (request, reply) => serve(route, request, reply),
    })
  }
}

type Route<E extends Endpoint> = MountParts & {
  endpoint: E
  handle: Handler<E>
  write(answer: unknown): Buffer
}

async function serve<E extends Endpoint>(
  { endpoint, handle, write, audit, authenticate, stopping }: Route<E>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const isStream = endpoint.kind === 'events'
  const who = () => authenticate(request.headers.cookie, !isStream)
  const session = endpoint.right === 'public' ? undefined : await who()
  const notes: Record<string, unknown> = {}
  const gone = new AbortController()
  reply.raw.once('close', () => {
    // Whoever has the whole answer has not gone away from it.
    if (isStream || !reply.raw.writableFinished) gone.abort()
  })
  const context = {
    session,
    requestId: request.id,
    clientAddress: request.ip,
    cookieHeader: request.headers.cookie,
    signal: AbortSignal.any([gone.signal, stopping]),
    setCookie: (header: string) => void reply.header('set-cookie', header),
    note: (detail: Record<string, unknown>) => void Object.assign(notes, detail),
  } as Context<E>
  const admitted = (): Parsed<E> => {
    authorise(endpoint, session)
    return parseInput(endpoint, request)
  }

  if (isStream) {
    const events = (await handle(admitted(), context)) as AsyncIterable<Output<E>>
    const isAllowed = async () => (await who())?.id === session?.id
    return sendEvents(reply, endpoint, events, context.signal, isAllowed)
  }
  const answer = async (input: Parsed<E>) => {
    const bytes = write(await handle(input, context))
    reply.type('application/json; charset=utf-8')
    return bytes
  }

  const action = endpoint.audit
  if (!action || action === 'reads-only') return answer(admitted())
  return audited(audit, { action, session, request, notes }, async (begin) => {
    const input = admitted()
    await begin()
    return answer(input)
  })
}

/** Deny by default: whoever has no session, or whose role lacks the right, gets no further. */
function authorise({ right }: Endpoint, session: Session | undefined): void {
  if (right === 'public') return
  if (!session) throw new Refusal('not_signed_in', 'Sign in to continue')
  const { role } = session.operator
  if (right !== 'signed-in' && !can(role, right)) {
    const roles = rolesWith(right)
    throw new Refusal('forbidden', `The role ${role} lacks ${right}`, { right, roles })
  }
}
