import type { Database } from './database.ts'

const HOUR_MS = 3_600_000

export type Attempt = { account: string; network: string; at: Date }

/** Writes an attempt down, as a failure until it succeeds. Returns its number. */
export async function addAttempt({ sql: db }: Database, attempt: Attempt): Promise<string> {
  await db
    .deleteFrom('sign_in_failures')
    .where('at', '<', new Date(attempt.at.getTime() - HOUR_MS))
    .execute()
  const { id } = await db
    .insertInto('sign_in_failures')
    .values(attempt)
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/**
 * What failed from a network since a moment, oldest first, beside the attempt with this number. Of two
 * attempts at once at least one sees the other, whichever database they are on.
 */
export async function failuresBeside(
  { sql: db }: Database,
  id: string,
  network: string,
  since: Date,
): Promise<{ account: string; at: Date }[]> {
  return db
    .selectFrom('sign_in_failures')
    .where('network', '=', network)
    .where('at', '>', since)
    .where('id', '!=', id)
    .select(['account', 'at'])
    .orderBy('at')
    .execute()
}

/** Forgets one attempt: it was refused unread, so it says nothing about a password. */
export async function removeAttempt({ sql: db }: Database, id: string): Promise<void> {
  await db.deleteFrom('sign_in_failures').where('id', '=', id).execute()
}

/** Forgets what failed for an account from a network, once somebody got in there. */
export async function forgetFailures(
  { sql: db }: Database,
  { account, network }: Omit<Attempt, 'at'>,
): Promise<void> {
  await db
    .deleteFrom('sign_in_failures')
    .where('account', '=', account)
    .where('network', '=', network)
    .execute()
}
