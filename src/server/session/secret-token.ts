import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits, as text for a cookie or a link. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What is stored and looked up in a token's place: whoever reads the table can't sign in. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
