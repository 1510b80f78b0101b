import type { Kysely } from 'kysely'
import type { Tables } from './tables.ts'
import { hashToken } from './token-hash.ts'

const DAY_MS = 86_400_000

/** Keeps a link's hash. Links that ended long ago are removed on the way. */
export async function addOwnerLink(
  db: Kysely<Tables>,
  token: string,
  { now, expiresAt }: { now: Date; expiresAt: Date },
): Promise<void> {
  await db
    .deleteFrom('owner_links')
    .where('expires_at', '<', new Date(now.getTime() - DAY_MS))
    .execute()
  await db
    .insertInto('owner_links')
    .values({ token_hash: hashToken(token), expires_at: expiresAt, used_at: null })
    .execute()
}

/** Whether a link still works. Only using it says for sure. */
export async function isOwnerLink(db: Kysely<Tables>, token: string, now: Date): Promise<boolean> {
  const link = await db
    .selectFrom('owner_links')
    .where('token_hash', '=', hashToken(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .select('expires_at')
    .executeTakeFirst()
  return link !== undefined
}

/** Uses a link up. One statement, so of two people who click at once exactly one gets true. */
export async function useOwnerLink(db: Kysely<Tables>, token: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('owner_links')
    .set({ used_at: now })
    .where('token_hash', '=', hashToken(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
