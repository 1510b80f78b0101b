import { inputError } from '../http/api-error.ts'
import type { Call } from '../http/operation.ts'
import { RequestBody } from '../http/request-body.ts'
import { atomically } from '../store/database.ts'
import type { Cause } from '../store/effects.ts'
import type { Store } from '../store/store.ts'
import type { StoredUser } from '../store/user.ts'
import { nowMicros } from '../time.ts'
import { assign } from './assign.ts'
import { checkUser, leavesATeam, type Written } from './upsert-users.ts'
import { active, refuseReadOnly, withoutOldRoles } from './user-rules.ts'

const MAX_USERS = 100
const MAX_PATH_PARTS = 20

/**
 * PATCH /users: sets and unsets dotted paths. A bare key that is no field of the user addresses
 * custom data. All of the batch or none of it; never creates a user.
 *
 * @throws {ApiError} code 4, 6, 16 or 22.
 */
export function updateUsersPartial(store: Store, call: Call): Written {
  const { operation, body } = call
  const list = new RequestBody(operation, body).list('users') ?? []
  if (list.length === 0) throw inputError(operation, 'users must contain at least 1 item')
  if (list.length > MAX_USERS) {
    throw inputError(operation, `users must contain at maximum ${MAX_USERS} items`)
  }
  const leavers: string[] = []
  const users = atomically(store.database, () =>
    list.map((text) => {
      const request = new RequestBody(operation, text)
      const before = active(store, operation, request.required('id'))
      const user = update(store, call, before, request)
      if (leavesATeam(before, user)) leavers.push(user.id)
      return user
    }),
  )
  return { users, leavers }
}

function update(store: Store, cause: Cause, before: StoredUser, request: RequestBody): StoredUser {
  const { operation } = cause
  const set = request.object('set') ?? []
  const unset = request.strings('unset') ?? []
  checkPaths(
    operation,
    set.map(([path]) => path),
    unset,
  )
  const user = { ...before }
  for (const [path, valueText] of set) assign(operation, user, path.split('.'), valueText)
  for (const path of unset) assign(operation, user, path.split('.'), undefined)
  const after = { ...withoutOldRoles(before, user), updated_at: nowMicros() }
  checkUser(store, operation, after)
  store.users.update(before, after)
  store.effects.record(cause, after.id, 'updated', after.updated_at)
  return after
}

function checkPaths(operation: string, set: string[], unset: string[]): void {
  const seen = new Set<string>()
  for (const path of [...set, ...unset]) {
    const parts = path.split('.')
    const isBad = parts.some((part) => part === '' || part !== part.trim())
    if (isBad || parts.length > MAX_PATH_PARTS) {
      throw inputError(operation, `"${path.slice(0, 100)}" is not a valid key path`)
    }
    if (seen.has(path)) throw overlap(operation, path)
    seen.add(path)
  }
  for (const path of seen) {
    for (let end = path.lastIndexOf('.'); end > 0; end = path.lastIndexOf('.', end - 1)) {
      if (seen.has(path.slice(0, end))) throw overlap(operation, path.slice(0, end))
    }
  }
  refuseReadOnly(
    operation,
    [...seen].map((path) => path.split('.')[0] ?? ''),
  )
}

function overlap(operation: string, path: string) {
  return inputError(operation, `"${path}" is both set and unset, or set twice`)
}
