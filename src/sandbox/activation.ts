import type { DatabaseSync } from 'node:sqlite'
import { inputError, missing } from './api-error.ts'
import { atomically } from './database.ts'
import { RequestBody } from './request-body.ts'
import type { Tasks } from './tasks.ts'
import { nowMicros } from './time.ts'
import { userJson } from './user.ts'
import type { Users } from './users.ts'

/** POST /users/{id}/deactivate: at once; a second time changes nothing and keeps the old date. */
export function deactivateUser(
  database: DatabaseSync,
  users: Users,
  id: string,
  bodyText: string,
): string {
  const request = new RequestBody('DeactivateUser', bodyText)
  request.boolean('mark_messages_deleted')
  request.string('created_by_id')
  const user = users.find(id)
  if (!user) throw missing('DeactivateUser', `the user ${id} does not exist`)
  if (user.deleted_at !== null) throw missing('DeactivateUser', `the user ${id} was deleted`)
  atomically(database, () => deactivate(users, id, 'DeactivateUser'))
  return `"user":${userJson(users.find(id) ?? user)}`
}

/** POST /users/{id}/reactivate: at once; a user that is active is an error. */
export function reactivateUser(
  database: DatabaseSync,
  users: Users,
  id: string,
  bodyText: string,
): string {
  const operation = 'ReactivateUser'
  const request = new RequestBody(operation, bodyText)
  request.boolean('restore_messages')
  const name = request.string('name')
  const user = users.find(id)
  if (!user) throw missing(operation, `the user ${id} does not exist`)
  if (user.deleted_at !== null) throw missing(operation, `the user ${id} was deleted`)
  if (user.deactivated_at === null) {
    throw inputError(operation, `user with id ${id} is not deactivated`)
  }
  atomically(database, () => {
    reactivate(users, id, operation)
    const again = users.find(id)
    if (name !== undefined && again) users.update({ ...again, name })
  })
  return `"user":${userJson(users.find(id) ?? user)}`
}

/** POST /users/deactivate and /users/reactivate: 1–100 users in a task. */
export function startActivation(
  tasks: Tasks,
  operation: 'DeactivateUsers' | 'ReactivateUsers',
  bodyText: string,
): string {
  const request = new RequestBody(operation, bodyText)
  return `"task_id":"${tasks.start(operation, request.userIds())}"`
}

/** The work of such a task: unknown and deleted users are passed over. */
export function finishActivation(users: Users, operation: string, ids: string[]): string {
  for (const id of ids) {
    if (operation === 'DeactivateUsers') deactivate(users, id, operation)
    else reactivate(users, id, operation)
  }
  const found = ids.flatMap((id) => users.find(id) ?? [])
  return `{"users":[${found.map(userJson).join(',')}]}`
}

function deactivate(users: Users, id: string, operation: string): void {
  const user = users.find(id)
  if (!user || user.deleted_at !== null || user.deactivated_at !== null) return
  const now = nowMicros()
  users.update({ ...user, deactivated_at: now, updated_at: now, online: 0 })
  users.logEffect(id, operation, 'deactivated', now)
}

function reactivate(users: Users, id: string, operation: string): void {
  const user = users.find(id)
  if (!user || user.deleted_at !== null || user.deactivated_at === null) return
  const now = nowMicros()
  users.update({ ...user, deactivated_at: null, updated_at: now })
  users.logEffect(id, operation, 'reactivated', now)
}
