import { createHmac } from 'node:crypto'

const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

/**
 * The server token: HS256 over `{"server":true}`. It has no times in it, so it never expires and
 * does not depend on our clock.
 */
export function serverToken(apiSecret: string): string {
  const signed = `${base64url({ alg: 'HS256', typ: 'JWT' })}.${base64url({ server: true })}`
  return `${signed}.${createHmac('sha256', apiSecret).update(signed).digest('base64url')}`
}
