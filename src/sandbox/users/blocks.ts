import { inputError } from '../http/api-error.ts'
import type { Call, Operation } from '../http/operation.ts'
import { RequestBody } from '../http/request-body.ts'
import { atomically } from '../store/database.ts'
import type { Store } from '../store/store.ts'
import { belongingsOf, type StoredUser } from '../store/user.ts'
import { nanosText, nowMicros } from '../time.ts'
import { actingUser } from './acting-user.ts'
import { keep } from './keep.ts'
import { briefUser } from './user-json.ts'
import { existing } from './user-rules.ts'

/** Users who block users. */
export function blockOperations(store: Store): Operation[] {
  return [
    {
      name: 'GetBlockedUsers',
      method: 'GET',
      path: '/users/block',
      status: 200,
      run: ({ operation, query }) => blocksOf(store, operation, query.get('user_id') ?? ''),
    },
    {
      name: 'BlockUsers',
      method: 'POST',
      path: '/users/block',
      status: 201,
      run: (call) => block(store, call),
    },
    {
      name: 'UnblockUsers',
      method: 'POST',
      path: '/users/unblock',
      status: 201,
      run: (call) => unblock(store, call),
    },
  ]
}

function blocksOf(store: Store, operation: string, userId: string): string {
  if (userId === '') throw inputError(operation, 'user_id is a required field')
  const user = existing(store, operation, userId)
  const blocks = (belongingsOf(user).blocks ?? []).flatMap(({ id, at }) => {
    const blocked = store.users.find(id)
    return blocked ? blockJson(user, blocked, at) : []
  })
  return `"blocks":[${blocks.join(',')}]`
}

function blockJson(user: StoredUser, blocked: StoredUser, at: number): string {
  return (
    `{"user":${briefUser(user)},"user_id":${JSON.stringify(user.id)},` +
    `"blocked_user":${briefUser(blocked)},"blocked_user_id":${JSON.stringify(blocked.id)},` +
    `"created_at":${nanosText(at)}}`
  )
}

function block(store: Store, call: Call): string {
  const { operation } = call
  const request = new RequestBody(operation, call.body)
  const target = existing(store, operation, request.required('blocked_user_id'))
  const now = nowMicros()
  return atomically(store.database, () => {
    const user = actingUser(store, call, request)
    if (user.id === target.id) throw inputError(operation, 'user cannot block themselves')
    const { blocks = [] } = belongingsOf(user)
    const known = blocks.find(({ id }) => id === target.id)
    if (!known) {
      keep(store, user, { blocks: [...blocks, { id: target.id, at: now }] })
      store.effects.record(call, target.id, 'blocked', now)
    }
    return (
      `"blocked_by_user_id":${JSON.stringify(user.id)},` +
      `"blocked_user_id":${JSON.stringify(target.id)},"created_at":${nanosText(known?.at ?? now)}`
    )
  })
}

function unblock(store: Store, call: Call): string {
  const request = new RequestBody(call.operation, call.body)
  const target = request.required('blocked_user_id')
  atomically(store.database, () => {
    const user = actingUser(store, call, request)
    const { blocks = [] } = belongingsOf(user)
    const rest = blocks.filter(({ id }) => id !== target)
    if (rest.length === blocks.length) return
    keep(store, user, { blocks: rest })
    store.effects.record(call, target, 'unblocked', nowMicros())
  })
  return ''
}
