import type { Kysely } from 'kysely'
import type { Tables } from './tables.ts'

const DAY_MS = 86_400_000

export async function addOwnerLink(
  db: Kysely<Tables>,
  tokenHash: string,
  expiresAt: Date,
): Promise<void> {
  await db
    .deleteFrom('owner_links')
    .where('expires_at', '<', new Date(Date.now() - DAY_MS))
    .execute()
  await db
    .insertInto('owner_links')
    .values({ token_hash: tokenHash, expires_at: expiresAt, used_at: null })
    .execute()
}

/** Uses a link up. One statement, so of two people who click at once exactly one gets true. */
export async function useOwnerLink(
  db: Kysely<Tables>,
  tokenHash: string,
  now: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('owner_links')
    .set({ used_at: now })
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
