import { inputError } from '../http/api-error.ts'
import type { Call } from '../http/operation.ts'
import { RequestBody } from '../http/request-body.ts'
import { objectText } from '../json-text.ts'
import { atomically } from '../store/database.ts'
import type { Cause } from '../store/effects.ts'
import type { Store } from '../store/store.ts'
import type { StoredUser } from '../store/user.ts'
import { nowMicros } from '../time.ts'
import { existing } from './user-rules.ts'

const how = ['soft', 'pruning', 'hard'] as const
type How = (typeof how)[number]

export type Deletion = {
  user_ids: string[]
  user: How
  messages: How | null
  /** Those whom this call hid. */
  marked: string[]
}

/**
 * POST /users/delete, up to the task: reads what is asked for and hides the users. Messages,
 * conversations and calls that are not mentioned are left alone. Deleting a user for good needs
 * messages and conversations deleted for good as well. Within the caller's transaction.
 *
 * @throws {ApiError} code 4.
 */
export function startDeletion(store: Store, call: Call): Deletion {
  const { operation, body } = call
  const request = new RequestBody(operation, body)
  const user = request.oneOf('user', how) ?? 'soft'
  const messages = request.oneOf('messages', how) ?? null
  const conversations = request.oneOf('conversations', ['soft', 'hard'])
  request.oneOf('calls', ['soft', 'hard'])
  request.boolean('files')
  request.string('new_channel_owner_id')
  request.string('new_call_owner_id')
  if (user === 'hard' && (messages !== 'hard' || conversations !== 'hard')) {
    throw inputError(operation, 'hard delete of a user requires messages and conversations: hard')
  }
  const ids = request.userIds()
  return { user_ids: ids, user, messages, marked: mark(store, call, ids, user) }
}

/**
 * Marks the users deleted, at once: a query right after the answer no longer shows them.
 *
 * @returns those who were not deleted before.
 */
function mark(store: Store, cause: Cause, ids: string[], deletion: How): string[] {
  const now = nowMicros()
  return [...new Set(ids)].filter((id) => {
    const user = store.users.find(id)
    if (!user) return false
    const isNew = user.deleted_at === null
    // What was pruned stays pruned, whoever deletes it again more softly.
    const stronger = how.indexOf(deletion) > how.indexOf(user.deletion ?? 'soft')
    store.users.update(user, {
      ...user,
      deleted_at: user.deleted_at ?? now,
      deletion: stronger ? deletion : (user.deletion ?? 'soft'),
      online: 0,
    })
    if (isNew) store.effects.record(cause, id, 'deleted', now)
    return isNew
  })
}

/**
 * The work of the task; its result says of each user how it went.
 *
 * @param refused  those whom it fails for.
 */
export function deleteAll(
  store: Store,
  cause: Cause,
  deletion: Deletion,
  refused: string[],
): string {
  unmark(
    store,
    cause,
    deletion.marked.filter((id) => refused.includes(id)),
  )
  const results = [...new Set(deletion.user_ids)].map((id) => {
    const user = store.users.find(id)
    if (!user || refused.includes(id)) {
      const gone = store.users.isBurnt(id) ? 'was deleted' : 'does not exist'
      const error = user ? 'internal error' : `the user ${id} ${gone}`
      return [id, JSON.stringify({ status: 'error', error })] as const
    }
    finish(store, cause, user, deletion)
    return [id, '{"status":"ok"}'] as const
  })
  return objectText(results)
}

/** The task failed: those whom it hid are there again. */
export function undoDeletion(store: Store, cause: Cause, { marked }: Deletion): void {
  unmark(store, cause, marked)
}

function unmark(store: Store, cause: Cause, ids: string[]): void {
  for (const id of ids) {
    const user = store.users.find(id)
    if (!user || user.deleted_at === null) continue
    const now = nowMicros()
    store.users.update(user, { ...user, deleted_at: null, deletion: null, updated_at: now })
    store.effects.record(cause, id, 'not deleted after all', now)
  }
}

/**
 * POST /users/restore: brings soft-deleted users back, all of them or none; the profile only.
 *
 * @throws {ApiError} code 4 or 16.
 */
export function restoreUsers(store: Store, call: Call): void {
  const { operation } = call
  const ids = new RequestBody(operation, call.body).userIds()
  atomically(store.database, () => {
    for (const id of new Set(ids)) {
      const user = store.users.find(id) ?? existing(store, operation, id)
      if (user.deleted_at === null) {
        throw inputError(operation, `user "${id}" is not deleted, it can't be restored`)
      }
      if (user.deletion !== 'soft') {
        throw inputError(operation, `user "${id}" is not soft deleted, it can't be restored`)
      }
      const now = nowMicros()
      store.users.update(user, { ...user, deleted_at: null, deletion: null, updated_at: now })
      store.effects.record(call, id, 'restored', now)
    }
  })
}

function finish(store: Store, cause: Cause, user: StoredUser, { user: mode, messages }: Deletion) {
  const now = nowMicros()
  if (mode === 'hard') {
    store.users.burn(user)
    store.effects.record(cause, user.id, 'removed', now)
    return
  }
  const kept = { ...user, messages: messages ?? user.messages, updated_at: now }
  if (mode === 'soft') return store.users.update(user, kept)
  const blank = { name: null, image: null, language: '', custom: '{}', privacy_settings: null }
  store.users.update(user, { ...kept, ...blank, belongings: null })
  store.effects.record(cause, user.id, 'pruned', now)
}
