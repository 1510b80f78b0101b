import type { FastifyRequest } from 'fastify'
import type { AuditAction } from '../../contract/audit.ts'
import type { AuditLog } from '../store/audit-entry.ts'
import type { Session } from './handler.ts'
import { Refusal } from './refusal.ts'

export type Act = {
  action: AuditAction
  session: Session | undefined
  request: FastifyRequest
  /** What the lines say beyond who, what and whom; filled while the act runs. */
  notes: Record<string, unknown>
}

/**
 * Writes intent and outcome around an act. `begin` commits the intent; the act calls it right before
 * its first effect. An operator's refused attempt is written too, whatever it was refused for.
 */
export async function audited<T>(
  audit: AuditLog,
  { action, session, request, notes }: Act,
  act: (begin: () => Promise<void>) => Promise<T>,
): Promise<T> {
  const params = storable(request.params ?? {}) as Partial<Record<string, string>>
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
  const end = async (result: 'done' | 'refused' | 'failed', code: string | null) => {
    if (intentId) await audit.outcome(intentId, { result, code, detail: storable(notes) })
  }
  try {
    const answer = await act(begin)
    await end('done', null)
    return answer
  } catch (error) {
    const refusal = error instanceof Refusal ? error : undefined
    // Strangers can't fill the log; an operator's denied attempt always leaves a line.
    if (session && refusal) await begin()
    const isKnown = refusal && refusal.code !== 'stream_unavailable'
    await end(isKnown ? 'refused' : 'failed', refusal?.code ?? 'internal')
    throw error
  }
}

/** Postgres keeps neither NUL nor half a character, and no such text may cost a line of the log. */
function storable<T extends object>(detail: T): T {
  const clean = (text: string) => text.toWellFormed().replaceAll('\0', '\ufffd')
  return JSON.parse(JSON.stringify(detail), (_, value: unknown) =>
    typeof value === 'string' ? clean(value) : value,
  ) as T
}
