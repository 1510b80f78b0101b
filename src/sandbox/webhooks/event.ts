import type { Change, Effect } from '../store/effects.ts'
import type { Store } from '../store/store.ts'
import { timeText } from '../time.ts'
import { briefUser } from '../users/user-json.ts'

/** What Stream calls a change when it tells others; the rest it keeps to itself. */
const types: Partial<Record<Change, string>> = {
  created: 'user.updated',
  replaced: 'user.updated',
  updated: 'user.updated',
  restored: 'user.updated',
  deactivated: 'user.deactivated',
  reactivated: 'user.reactivated',
  deleted: 'user.deleted',
  banned: 'user.banned',
  unbanned: 'user.unbanned',
  muted: 'user.muted',
  unmuted: 'user.unmuted',
  flagged: 'user.flagged',
}

export type Event = { type: string; body: string }

/** The event of an effect, with the user as it is now; undefined when there is none. */
export function eventOf(
  store: Store,
  { user_id, change, operation, at }: Effect,
): Event | undefined {
  const isFile = change === 'exported' && operation === 'ExportUsers'
  const type = isFile ? 'export.users.success' : types[change]
  if (type === undefined) return undefined
  const user = store.users.find(user_id)
  const quoted = (micros: number) => `"${timeText(micros)}"`
  const about = user ? briefUser(user, quoted) : JSON.stringify({ id: user_id })
  return { type, body: `{"type":"${type}","created_at":${quoted(at)},"user":${about}}` }
}
