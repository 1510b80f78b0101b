import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Store } from '../store/store.ts'
import { ApiError, missing } from './api-error.ts'

export type Credentials = { key: string; secret: string }
export type Presented = {
  apiKey: string | null
  authorization: string | undefined
  authType: string | undefined
}

/**
 * Checks a call as Stream does: the key in the query, a bare JWT signed with HS256 in
 * `Authorization`, `stream-auth-type: jwt`, and a server token on every endpoint here.
 *
 * @throws {ApiError} 401 with code 2, 5, 40, 41 or 43; 403 with code 17 for the token of a user;
 *   404 with code 16 when that user is gone.
 */
export function authenticate(
  credentials: Credentials,
  { apiKey, authorization, authType }: Presented,
  store: Store,
  operation: string,
): void {
  if (apiKey !== credentials.key) throw new ApiError(401, 2, 'api_key is invalid')
  if (authType !== undefined && authType !== 'jwt') {
    throw new ApiError(401, 5, 'stream-auth-type must be jwt for this endpoint')
  }
  if (!authorization) throw new ApiError(401, 5, 'Authorization header is missing')
  const claims = verified(authorization, credentials.secret)
  if (claims['server'] !== true) refuseUser(store, operation, claims)
}

/** A token with which a user could connect; it does not expire. */
export function userToken(userId: string, secret: string): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ user_id: userId })}`
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
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
  const seconds = Date.now() / 1_000
  const { exp, nbf } = claims
  if (typeof exp === 'number' && exp < seconds) throw new ApiError(401, 40, 'Token is expired')
  if (typeof nbf === 'number' && nbf > seconds) {
    throw new ApiError(401, 41, 'Token is not valid yet')
  }
  return claims
}

/** Nothing here may be called by a user; but first comes whether the token is any good at all. */
function refuseUser(store: Store, operation: string, claims: Record<string, unknown>): never {
  const { user_id: id, iat } = claims
  if (typeof id !== 'string') throw new ApiError(401, 5, 'Token has no user_id')
  const user = store.users.find(id)
  const since = Math.max(
    user?.revoke_tokens_issued_before ?? 0,
    store.settings.read().revoke_tokens_issued_before ?? 0,
  )
  const issued = typeof iat === 'number' ? iat * 1_000_000 : 0
  if (issued < since) throw new ApiError(401, 40, 'Token was revoked')
  if (user?.deleted_at != null) throw missing(operation, `the user ${id} was deleted`)
  if (user?.deactivated_at != null) throw missing(operation, `the user ${id} was deactivated`)
  const role = user?.role ?? 'user'
  throw new ApiError(
    403,
    17,
    `${operation} failed with error: "User with role '${role}' is not allowed to perform action ${operation}"`,
  )
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
