import { randomUUID } from 'node:crypto'
import { inputError } from '../http/api-error.ts'
import type { Call, Operation } from '../http/operation.ts'
import { RequestBody } from '../http/request-body.ts'
import { readMeta, writeMeta } from '../store/database.ts'
import type { Cause } from '../store/effects.ts'
import type { Store } from '../store/store.ts'
import type { Tasks } from '../tasks/tasks.ts'
import { nowMicros } from '../time.ts'
import { messagesOf, reactionsOf } from './messages.ts'
import { briefUser } from './user-json.ts'
import { existing } from './user-rules.ts'

const MAX_USERS = 25

/** `file` is the hard part of the address to come. */
export type Export = { user_ids: string[]; origin: string; file: string }

/** Everything about one user in the answer, or about up to 25 in a file. */
export function exportOperations(store: Store, tasks: Tasks): Operation[] {
  return [
    {
      name: 'ExportUser',
      method: 'GET',
      path: '/users/{user_id}/export',
      status: 200,
      run(call) {
        const user = existing(store, call.operation, call.params['user_id'] ?? '')
        store.effects.record(call, user.id, 'exported', nowMicros())
        return exported(store, user.id)
      },
    },
    {
      name: 'ExportUsers',
      method: 'POST',
      path: '/export/users',
      status: 201,
      run: (call) => `"task_id":"${tasks.start(call, readExport(call), call.fate)}"`,
    },
  ]
}

function readExport({ operation, body, origin }: Call): Export {
  const ids = new RequestBody(operation, body).userIds('user_ids', MAX_USERS)
  return { user_ids: ids, origin, file: randomUUID() }
}

/**
 * The work of the task: its result is the address of a file with one line of JSON a user.
 *
 * @param refused  those whom it fails for: they are not in the file.
 */
export function exportAll(store: Store, cause: Cause, wanted: Export, refused: string[]): string {
  const ids = wanted.user_ids.filter((id) => store.users.find(id) && !refused.includes(id))
  for (const id of ids) store.effects.record(cause, id, 'exported', nowMicros())
  const lines = ids.map((id) => `{${exported(store, id)}}\n`)
  writeMeta(store.database, `export ${wanted.file}`, lines.join(''))
  return JSON.stringify({ url: `${wanted.origin}/exports/users/${wanted.file}` })
}

/** What is at such an address; undefined when there is nothing. */
export function exportFile(store: Store, path: string): string | undefined {
  const file = /^\/exports\/users\/([\w-]+)$/.exec(path)?.[1]
  return file === undefined ? undefined : readMeta(store.database, `export ${file}`)
}

function exported(store: Store, id: string): string {
  const user = store.users.find(id)
  if (!user) throw inputError('ExportUser', `the user ${id} does not exist`)
  return (
    `"user":${briefUser(user)},"messages":[${messagesOf(user).join(',')}],` +
    `"reactions":[${reactionsOf(user).join(',')}]`
  )
}
