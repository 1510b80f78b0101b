import { inputError } from '../http/api-error.ts'
import type { Call, Operation } from '../http/operation.ts'
import { RequestBody } from '../http/request-body.ts'
import { atomically } from '../store/database.ts'
import type { Store } from '../store/store.ts'
import type { StoredUser } from '../store/user.ts'
import { MINUTE, nowMicros } from '../time.ts'
import { actingUser } from '../users/acting-user.ts'
import { existing } from '../users/user-rules.ts'

const MAX_MINUTES = 10 * 365 * 24 * 60

/** Banning and unbanning, openly or in the shadow, everywhere or in one channel. */
export function banOperations(store: Store): Operation[] {
  return [
    {
      name: 'Ban',
      method: 'POST',
      path: '/moderation/ban',
      status: 201,
      run: (call) => ban(store, call),
    },
    {
      name: 'Unban',
      method: 'POST',
      path: '/moderation/unban',
      status: 201,
      run: (call) => unban(store, call),
    },
    {
      name: 'Bypass',
      method: 'POST',
      path: '/moderation/bypass',
      status: 201,
      run: (call) => bypass(store, call),
    },
  ]
}

function ban(store: Store, call: Call): string {
  const { operation } = call
  const request = new RequestBody(operation, call.body)
  const targetId = request.required('target_user_id')
  const minutes = request.integer('timeout', 0, MAX_MINUTES) ?? 0
  const reason = request.string('reason') ?? null
  if (reason !== null && reason.length > 1_024) throw inputError(operation, 'reason is too long')
  const isShadow = request.boolean('shadow') ?? false
  request.boolean('ip_ban')
  const channel = request.string('channel_cid') ?? ''
  const messages = request.oneOf('delete_messages', ['soft', 'pruning', 'hard'])
  const now = nowMicros()
  const expires = minutes > 0 ? now + minutes * MINUTE : null
  atomically(store.database, () => {
    const by = actingUser(store, call, request, ['banned_by_id', 'banned_by'])
    const user = existing(store, operation, targetId)
    if (by.id === user.id) throw inputError(operation, 'a user cannot ban themselves')
    store.database
      .prepare('INSERT OR REPLACE INTO bans VALUES (?, ?, ?, ?, ?, ?, ?)')
      .run(user.id, channel, by.id, reason, now, expires, Number(isShadow))
    // A ban in a channel does not show on the user.
    const flags = isShadow ? { shadow_banned: 1 } : { banned: 1 }
    const everywhere = channel === '' ? { ...flags, ban_expires: expires } : {}
    const after = { ...user, ...everywhere, messages: messages ?? user.messages, updated_at: now }
    store.users.update(user, after)
    store.effects.record(call, user.id, 'banned', now)
  })
  return ''
}

/** Lifts a shadow ban too; there is no harm in unbanning somebody who is not banned. */
function unban(store: Store, call: Call): string {
  const { operation, query } = call
  const request = new RequestBody(operation, call.body)
  const by = request.string('unbanned_by_id') ?? query.get('created_by') ?? ''
  if (by !== '') existing(store, operation, by)
  const targetId = query.get('target_user_id') ?? ''
  if (targetId === '') throw inputError(operation, 'target_user_id is a required field')
  const channel = query.get('channel_cid') ?? ''
  const now = nowMicros()
  atomically(store.database, () => {
    const user = existing(store, operation, targetId)
    const { changes } = store.database
      .prepare('DELETE FROM bans WHERE target_id = ? AND channel_cid = ?')
      .run(user.id, channel)
    if (changes === 0 && user.banned === 0 && user.shadow_banned === 0) return
    if (channel === '') lift(store, user, now)
    store.effects.record(call, user.id, 'unbanned', now)
  })
  return ''
}

function lift(store: Store, user: StoredUser, now: number): void {
  const free = { banned: 0, shadow_banned: 0, ban_expires: null, updated_at: now }
  store.users.update(user, { ...user, ...free })
}

/** Lets go those whose ban has run out. Their ban stays on record; nothing is left on them. */
export function liftExpiredBans(store: Store): void {
  const expired = store.database
    .prepare('SELECT * FROM users WHERE ban_expires IS NOT NULL AND ban_expires <= ?')
    .all(nowMicros()) as StoredUser[]
  if (expired.length === 0) return
  atomically(store.database, () => {
    for (const user of expired) lift(store, user, user.updated_at)
  })
}

function bypass(store: Store, call: Call): string {
  const { operation } = call
  const request = new RequestBody(operation, call.body)
  const user = existing(store, operation, request.required('target_user_id'))
  const isOn = request.boolean('enabled')
  if (isOn === undefined) throw inputError(operation, 'enabled is a required field')
  atomically(store.database, () => {
    const now = nowMicros()
    store.users.update(user, { ...user, bypass_moderation: Number(isOn), updated_at: now })
    store.effects.record(call, user.id, 'updated', now)
  })
  return ''
}
