import { randomBytes } from 'node:crypto'
import type { Database } from '../store/database.ts'
import { addOwnerLink } from '../store/owner-links.ts'

/** Long enough to walk to the browser, short enough to be worthless in an old log. */
const LIFETIME_MS = 3_600_000

/**
 * A link that makes whoever opens it an owner: once, within an hour. The token is in the fragment,
 * which browsers neither send nor hand on.
 */
export async function createOwnerLink(
  database: Database,
  publicUrl: string,
  now = new Date(),
): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const expiresAt = new Date(now.getTime() + LIFETIME_MS)
  await addOwnerLink(database.sql, token, { now, expiresAt })
  return `${publicUrl}/claim#${token}`
}
