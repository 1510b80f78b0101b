import { createHmac, timingSafeEqual } from 'node:crypto'

/** `__Host-` makes the browser insist on Secure, Path=/ and no Domain. */
export const COOKIE = '__Host-steward'

export const cookieAttributes = {
  path: '/',
  secure: true,
  httpOnly: true,
  sameSite: 'strict',
} as const

/** The Set-Cookie header that takes the cookie away. */
export const noCookie = `${COOKIE}=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Strict`

/**
 * The session token in a Cookie header, when we signed it. The signature is better-auth's: HMAC-SHA256
 * of the token, in base64 behind the last dot.
 */
export function tokenIn(header: string | undefined, secret: string): string | undefined {
  const pair = header?.split(/; */).find((part) => part.startsWith(`${COOKIE}=`))
  const value = decoded(pair?.slice(COOKIE.length + 1) ?? '')
  const dot = value.lastIndexOf('.')
  if (dot < 1) return undefined
  const token = value.slice(0, dot)
  const given = Buffer.from(value.slice(dot + 1), 'base64')
  const ours = createHmac('sha256', secret).update(token).digest()
  return given.length === ours.length && timingSafeEqual(given, ours) ? token : undefined
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}
