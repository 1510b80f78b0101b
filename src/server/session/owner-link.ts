import type { Database } from '../store/database.ts'
import { addOwnerLink } from '../store/owner-links.ts'
import { hashToken, newToken } from './secret-token.ts'

/** Long enough to walk to the browser, short enough to be worthless in an old log. */
const LIFETIME_MS = 3_600_000

/**
 * A link that makes whoever opens it an owner: once, within an hour. The token is in the fragment,
 * which browsers neither send nor hand on.
 */
export async function createOwnerLink(database: Database, publicUrl: string): Promise<string> {
  const token = newToken()
  await addOwnerLink(database.sql, hashToken(token), new Date(Date.now() + LIFETIME_MS))
  return `${publicUrl}/claim#${token}`
}
