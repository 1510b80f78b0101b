import { randomUUID } from 'node:crypto'
import { inputError } from '../http/api-error.ts'
import type { Call, Operation } from '../http/operation.ts'
import { RequestBody } from '../http/request-body.ts'
import { atomically } from '../store/database.ts'
import type { Store } from '../store/store.ts'
import { nowMicros } from '../time.ts'
import { existing } from '../users/user-rules.ts'

/** Reports about users and what they made. */
export function flagOperations(store: Store): Operation[] {
  return [
    {
      name: 'Flag',
      method: 'POST',
      path: '/moderation/flag',
      status: 201,
      run: (call) => flag(store, call),
    },
    {
      name: 'GetFlagCount',
      method: 'POST',
      path: '/moderation/flag_count',
      status: 201,
      run({ operation, body }) {
        const request = new RequestBody(operation, body)
        const type = request.string('entity_type') ?? ''
        const row = store.database
          .prepare(
            `SELECT count(*) AS count FROM flags WHERE creator_id = ? AND ? IN ('', entity_type)`,
          )
          .get(request.required('entity_creator_id'), type)
        return `"count":${Number(row?.['count'])}`
      },
    },
  ]
}

function flag(store: Store, call: Call): string {
  const { operation } = call
  const request = new RequestBody(operation, call.body)
  const type = request.required('entity_type')
  const entityId = request.required('entity_id')
  const reason = request.string('reason') ?? null
  if (reason !== null && reason.length > 255) throw inputError(operation, 'reason is too long')
  request.object('custom')
  request.object('moderation_payload')
  const isUser = type === 'stream:user'
  const creator = isUser ? entityId : (request.string('entity_creator_id') ?? null)
  if (isUser) existing(store, operation, entityId)
  const by = request.string('user_id') ?? null
  if (by !== null && by !== '') existing(store, operation, by)
  const id = randomUUID()
  const now = nowMicros()
  atomically(store.database, () => {
    store.database
      .prepare('INSERT INTO flags VALUES (?, ?, ?, ?, ?, ?, ?)')
      .run(id, type, entityId, creator, reason, by, now)
    if (creator !== null) store.effects.record(call, creator, 'flagged', now)
  })
  return `"item_id":"${id}"`
}
