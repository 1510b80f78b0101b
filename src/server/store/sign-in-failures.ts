import type { Database } from './database.ts'

const HOUR_MS = 3_600_000

export async function addSignInFailure(
  { sql: db }: Database,
  account: string,
  address: string,
): Promise<void> {
  await db.insertInto('sign_in_failures').values({ account, address }).execute()
  await db
    .deleteFrom('sign_in_failures')
    .where('at', '<', new Date(Date.now() - HOUR_MS))
    .execute()
}

/** Failures since a moment: of this account from this address, and of the address in all. */
export async function countSignInFailures(
  { sql: db }: Database,
  account: string,
  address: string,
  since: Date,
): Promise<{ ofBoth: number; ofAddress: number }> {
  const rows = await db
    .selectFrom('sign_in_failures')
    .where('address', '=', address)
    .where('at', '>', since)
    .select(['account'])
    .limit(1_000)
    .execute()
  return {
    ofBoth: rows.filter((row) => row.account === account).length,
    ofAddress: rows.length,
  }
}
