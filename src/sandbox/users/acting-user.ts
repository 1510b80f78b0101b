import { inputError } from '../http/api-error.ts'
import { RequestBody } from '../http/request-body.ts'
import { objectText } from '../json-text.ts'
import type { Cause } from '../store/effects.ts'
import type { Store } from '../store/store.ts'
import type { StoredUser } from '../store/user.ts'
import { upsertUser } from './upsert-users.ts'
import { active } from './user-rules.ts'

/**
 * On whose behalf the server calls: an id, or a whole user, who is written first. A server has to
 * name one. Within the caller's transaction.
 *
 * @param names  of the two members, the id's and the user's.
 * @throws {ApiError} code 4 when neither or both are there, 16 for an unknown id.
 */
export function actingUser(
  store: Store,
  cause: Cause,
  request: RequestBody,
  names: readonly [id: string, user: string] = ['user_id', 'user'],
): StoredUser {
  const { operation } = cause
  const [idName, userName] = names
  const id = request.string(idName) ?? ''
  const user = request.object(userName)
  if (id !== '' && user) throw inputError(operation, `cannot set both ${userName} and ${idName}.`)
  if (user) return upsertUser(store, cause, new RequestBody(operation, objectText(user)))
  if (id === '') {
    throw inputError(
      operation,
      `either ${userName} or ${idName} must be provided when using server side auth.`,
    )
  }
  return active(store, operation, id)
}
