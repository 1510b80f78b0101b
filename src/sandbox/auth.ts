import { createHmac, timingSafeEqual } from 'node:crypto'
import { ApiError } from './api-error.ts'

export type Credentials = { key: string; secret: string }

/**
 * Checks a call as Stream does: the key in the query, a bare JWT signed with HS256 in
 * `Authorization`, `stream-auth-type: jwt`, and a server token on every endpoint here.
 */
export function authenticate(
  credentials: Credentials,
  apiKey: string | null,
  authorization: string | undefined,
  authType: string | undefined,
): void {
  if (apiKey !== credentials.key) throw new ApiError(401, 2, 'api_key is invalid')
  if (authType !== undefined && authType !== 'jwt') {
    throw new ApiError(401, 5, 'stream-auth-type must be jwt for this endpoint')
  }
  if (!authorization) throw new ApiError(401, 5, 'Authorization header is missing')
  const claims = verified(authorization, credentials.secret)
  if (claims['server'] !== true) {
    const role = `User with role 'user' is not allowed to perform this action`
    throw new ApiError(403, 17, role)
  }
}

function verified(token: string, secret: string): Record<string, unknown> {
  const [head = '', payload = '', signature = '', ...rest] = token.split('.')
  const header = decoded(head)
  const claims = decoded(payload)
  // Also refuses `alg: none`: nothing but HS256 is ever taken.
  if (!header || !claims || rest.length > 0 || header['alg'] !== 'HS256') {
    throw new ApiError(401, 5, 'Token is malformed')
  }
  const expected = createHmac('sha256', secret).update(`${head}.${payload}`).digest()
  const given = Buffer.from(signature, 'base64url')
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw new ApiError(401, 43, 'Token signature is invalid')
  }
  const expires = claims['exp']
  if (typeof expires === 'number' && expires * 1_000 < Date.now()) {
    throw new ApiError(401, 40, 'Token is expired')
  }
  return claims
}

function decoded(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    return typeof value === 'object' && value !== null
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}
