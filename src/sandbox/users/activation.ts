import { inputError, missing } from '../http/api-error.ts'
import type { Call } from '../http/operation.ts'
import { RequestBody } from '../http/request-body.ts'
import { atomically } from '../store/database.ts'
import type { Cause } from '../store/effects.ts'
import type { Store } from '../store/store.ts'
import type { StoredUser } from '../store/user.ts'
import { nowMicros } from '../time.ts'
import { briefUser } from './user-json.ts'
import { checkNameIsFree, checkText, existing } from './user-rules.ts'

export type Activation = {
  user_ids: string[]
  messages: boolean
}

/** POST /users/{user_id}/deactivate: at once; a second time changes nothing and keeps the old date. */
export function deactivateUser(store: Store, call: Call): StoredUser {
  const { operation, params } = call
  const request = new RequestBody(operation, call.body)
  const hideMessages = request.boolean('mark_messages_deleted') ?? false
  const actor = request.string('created_by_id')
  const user = existing(store, operation, params['user_id'] ?? '')
  const after = atomically(store.database, () => deactivate(store, call, user, hideMessages))
  checkActor(store, operation, actor)
  return after
}

/**
 * POST /users/{user_id}/reactivate: at once; a user that is active is an error.
 *
 * @throws {ApiError} code 4; 6 when the name was taken in the meantime and no `name` came along; 16.
 */
export function reactivateUser(store: Store, call: Call): StoredUser {
  const { operation, params } = call
  const request = new RequestBody(operation, call.body)
  const bringMessages = request.boolean('restore_messages') ?? false
  const name = request.string('name')
  const actor = request.string('created_by_id')
  const user = existing(store, operation, params['user_id'] ?? '')
  if (user.deactivated_at === null) {
    throw inputError(operation, `user with id ${user.id} is not deactivated`)
  }
  checkText(operation, 'name', name ?? '')
  const after = atomically(store.database, () => {
    checkNameIsFree(store, operation, { ...user, name: name ?? user.name })
    return reactivate(store, call, user, bringMessages, name)
  })
  checkActor(store, operation, actor)
  return after
}

/** What POST /users/deactivate and /users/reactivate ask for: 1–100 users, done in a task. */
export function readActivation(call: Call): Activation {
  const request = new RequestBody(call.operation, call.body)
  const isOff = call.operation === 'DeactivateUsers'
  request.boolean(isOff ? 'mark_channels_deleted' : 'restore_channels')
  request.string('created_by_id')
  return {
    messages: request.boolean(isOff ? 'mark_messages_deleted' : 'restore_messages') ?? false,
    user_ids: request.userIds(),
  }
}

/**
 * The work of such a task: unknown and deleted users are passed over.
 *
 * @param refused  those whom it fails for.
 */
export function activateAll(
  store: Store,
  cause: Cause,
  { user_ids, messages }: Activation,
  refused: string[],
): string {
  const change = cause.operation === 'DeactivateUsers' ? deactivate : reactivate
  const done = [...new Set(user_ids)].flatMap((id) => {
    const user = store.users.find(id)
    if (!user || user.deleted_at !== null || refused.includes(id)) return []
    return briefUser(change(store, cause, user, messages))
  })
  return `{"users":[${done.join(',')}]}`
}

function deactivate(store: Store, cause: Cause, user: StoredUser, hideMessages: boolean) {
  if (user.deactivated_at !== null) return user
  const now = nowMicros()
  const messages = hideMessages && user.messages === null ? ('deactivated' as const) : user.messages
  const after = { ...user, deactivated_at: now, updated_at: now, online: 0, messages }
  store.users.update(user, after)
  store.effects.record(cause, user.id, 'deactivated', now)
  return after
}

/** Only messages that the deactivation removed come back. */
function reactivate(
  store: Store,
  cause: Cause,
  user: StoredUser,
  bringMessages: boolean,
  name?: string,
) {
  if (user.deactivated_at === null) return user
  const now = nowMicros()
  const messages = bringMessages && user.messages === 'deactivated' ? null : user.messages
  const renamed = name === undefined ? {} : { name }
  const after = { ...user, deactivated_at: null, updated_at: now, messages, ...renamed }
  store.users.update(user, after)
  store.effects.record(cause, user.id, 'reactivated', now)
  return after
}

/** After the change, not before: Stream answers 404 for an unknown actor and has done it all the same. */
function checkActor(store: Store, operation: string, id: string | undefined): void {
  if (id !== undefined && id !== '' && !store.users.find(id)) {
    throw missing(operation, `the user ${id} does not exist`)
  }
}
