import type { Operator } from '../../contract/session.ts'
import type { Database } from './database.ts'

export type StoredSession = { operator: Operator; idleExpiresAt: Date; absoluteExpiresAt: Date }

export async function addSession(
  { sql: db }: Database,
  tokenHash: string,
  operatorId: string,
  times: { now: Date; idleExpiresAt: Date; absoluteExpiresAt: Date },
): Promise<void> {
  await db
    .insertInto('sessions')
    .values({
      token_hash: tokenHash,
      operator_id: operatorId,
      idle_expires_at: times.idleExpiresAt,
      absolute_expires_at: times.absoluteExpiresAt,
      stepped_up_at: times.now,
    })
    .execute()
}

export async function findSession(
  { sql: db }: Database,
  tokenHash: string,
): Promise<StoredSession | undefined> {
  const row = await db
    .selectFrom('sessions')
    .innerJoin('operators', 'operators.id', 'sessions.operator_id')
    .where('token_hash', '=', tokenHash)
    .select(['operators.id', 'name', 'role', 'idle_expires_at', 'absolute_expires_at'])
    .executeTakeFirst()
  return (
    row && {
      operator: { id: row.id, name: row.name, role: row.role },
      idleExpiresAt: row.idle_expires_at,
      absoluteExpiresAt: row.absolute_expires_at,
    }
  )
}

export async function extendSession(
  { sql: db }: Database,
  tokenHash: string,
  idleExpiresAt: Date,
): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ idle_expires_at: idleExpiresAt })
    .where('token_hash', '=', tokenHash)
    .execute()
}

export async function removeSession({ sql: db }: Database, tokenHash: string): Promise<void> {
  await db.deleteFrom('sessions').where('token_hash', '=', tokenHash).execute()
}

/** Removes sessions that have ended, so that the table stays small. */
export async function purgeSessions({ sql: db }: Database, now: Date): Promise<void> {
  await db
    .deleteFrom('sessions')
    .where((row) =>
      row.or([row('idle_expires_at', '<', now), row('absolute_expires_at', '<', now)]),
    )
    .execute()
}
