import { createHash } from 'node:crypto'

/** What is stored and looked up in a token's place: whoever reads the table can't sign in. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
