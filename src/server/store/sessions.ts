import type { Operator } from '../../contract/session.ts'
import type { Database } from './database.ts'
import { hashToken } from './token-hash.ts'

export type StoredSession = {
  id: string
  operator: Operator
  idleExpiresAt: Date
  absoluteExpiresAt: Date
}

/** The session a token belongs to, ended or not, with the operator as they are now. */
export async function findSession(
  { sql: db }: Database,
  token: string,
): Promise<StoredSession | undefined> {
  const row = await db
    .selectFrom('sessions')
    .innerJoin('operators', 'operators.id', 'sessions.operator_id')
    .where('token_hash', '=', hashToken(token))
    .select([
      'sessions.id',
      'operator_id',
      'name',
      'role',
      'idle_expires_at',
      'absolute_expires_at',
    ])
    .executeTakeFirst()
  return (
    row && {
      id: row.id,
      operator: { id: row.operator_id, name: row.name, role: row.role },
      idleExpiresAt: row.idle_expires_at,
      absoluteExpiresAt: row.absolute_expires_at,
    }
  )
}

export async function extendSession(
  database: Database,
  id: string,
  idleExpiresAt: Date,
): Promise<void> {
  await database.sql
    .updateTable('sessions')
    .set({ idle_expires_at: idleExpiresAt })
    .where('id', '=', id)
    .execute()
  await tellSessionsChanged(database)
}

export async function removeSession(database: Database, id: string): Promise<void> {
  await database.sql.deleteFrom('sessions').where('id', '=', id).execute()
  await tellSessionsChanged(database)
}

const CHANGED = 'sessions-changed'

/** Whoever changes a session, or its operator, tells every server: they remember for a moment. */
export function tellSessionsChanged({ events }: Database): Promise<void> {
  return events.publish(CHANGED, '')
}

export async function onSessionsChanged({ events }: Database, listener: () => void): Promise<void> {
  await events.subscribe(CHANGED, listener)
}

/** Removes sessions that have ended, so that the table stays small. */
export async function purgeSessions({ sql: db }: Database, now: Date): Promise<void> {
  await db
    .deleteFrom('sessions')
    .where((row) =>
      row.or([row('idle_expires_at', '<=', now), row('absolute_expires_at', '<=', now)]),
    )
    .execute()
}
