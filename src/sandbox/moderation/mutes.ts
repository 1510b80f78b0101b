import type { Call, Operation } from '../http/operation.ts'
import { RequestBody } from '../http/request-body.ts'
import { atomically } from '../store/database.ts'
import type { Store } from '../store/store.ts'
import { belongingsOf } from '../store/user.ts'
import { MINUTE, nowMicros } from '../time.ts'
import { actingUser } from '../users/acting-user.ts'
import { keep } from '../users/keep.ts'
import { fullUser, mutesJson } from '../users/user-json.ts'

const MAX_TARGETS = 1_000
const MAX_MINUTES = 10 * 365 * 24 * 60

/** Users who mute users. */
export function muteOperations(store: Store): Operation[] {
  return [
    {
      name: 'Mute',
      method: 'POST',
      path: '/moderation/mute',
      status: 201,
      run: (call) => mute(store, call),
    },
    {
      name: 'Unmute',
      method: 'POST',
      path: '/moderation/unmute',
      status: 201,
      run: (call) => unmute(store, call),
    },
  ]
}

function mute(store: Store, call: Call): string {
  const request = new RequestBody(call.operation, call.body)
  const ids = new Set(request.userIds('target_ids', MAX_TARGETS))
  const minutes = request.integer('timeout', 0, MAX_MINUTES) ?? 0
  const at = nowMicros()
  const expires = minutes > 0 ? at + minutes * MINUTE : null
  return atomically(store.database, () => {
    const user = actingUser(store, call, request)
    const { there, unknown } = sorted(store, ids)
    const { mutes = [] } = belongingsOf(user)
    const others = mutes.filter(({ id }) => !ids.has(id))
    keep(store, user, { mutes: [...others, ...there.map((id) => ({ id, at, expires }))] })
    for (const id of there) store.effects.record(call, id, 'muted', at)
    const after = store.users.find(user.id) ?? user
    const shown = mutesJson(store.users, after, { mutes: belongingsOf(after).mutes ?? [] })
    const missing = unknown.length > 0 ? `,"non_existing_users":${JSON.stringify(unknown)}` : ''
    return `"mutes":[${shown.join(',')}],"own_user":${fullUser(store.users, after)}${missing}`
  })
}

function unmute(store: Store, call: Call): string {
  const request = new RequestBody(call.operation, call.body)
  const ids = new Set(request.userIds('target_ids', MAX_TARGETS))
  return atomically(store.database, () => {
    const user = actingUser(store, call, request)
    const { mutes = [] } = belongingsOf(user)
    const rest = mutes.filter(({ id }) => !ids.has(id))
    if (rest.length < mutes.length) keep(store, user, { mutes: rest })
    for (const { id } of mutes) {
      if (ids.has(id)) store.effects.record(call, id, 'unmuted', nowMicros())
    }
    const { unknown } = sorted(store, ids)
    return unknown.length > 0 ? `"non_existing_users":${JSON.stringify(unknown)}` : ''
  })
}

function sorted(store: Store, ids: Set<string>): { there: string[]; unknown: string[] } {
  const isThere = (id: string) => store.users.find(id)?.deleted_at === null
  const there = [...ids].filter(isThere)
  return { there, unknown: [...ids].filter((id) => !there.includes(id)) }
}
