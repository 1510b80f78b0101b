import type { Users } from '../store/users.ts'
import { type Belongings, belongingsOf, type Device, type StoredUser } from '../store/user.ts'
import { nanosText, nowMicros } from '../time.ts'
import { faceAddress } from './face.ts'

/** A user as queries and updates answer, with mutes and unread counts. `custom` keeps its exact text. */
export function fullUser(users: Users, user: StoredUser): string {
  const belongings = belongingsOf(user)
  const unread = belongings.unread ?? 0
  return (
    `{${plain(user, belongings)},"mutes":[${mutesJson(users, user, belongings).join(',')}],` +
    `"channel_mutes":[],"unread_count":${unread},"total_unread_count":${unread},` +
    `"unread_channels":${Math.ceil(unread / 8)},"unread_threads":0,"custom":${user.custom}}`
  )
}

/**
 * A user as everything else answers.
 *
 * @param timeJson  writes microseconds; answers have plain nanoseconds, events RFC 3339.
 */
export function briefUser(user: StoredUser, timeJson: TimeJson = nanosText): string {
  const belongings = belongingsOf(user)
  const push = belongings.push_disabled === undefined ? '' : pushJson(belongings.push_disabled)
  return `{${plain(user, belongings, timeJson)}${push},"custom":${user.custom}}`
}

export type TimeJson = (micros: number) => string

/** The mutes of a user that still last, as Stream shows them. */
export function mutesJson(users: Users, user: StoredUser, { mutes }: Belongings): string[] {
  const now = nowMicros()
  return (mutes ?? [])
    .filter(({ expires }) => expires === null || expires > now)
    .flatMap(({ id, at, expires }) => {
      const target = users.find(id)
      if (!target) return []
      const until = expires === null ? '' : `,"expires":${nanosText(expires)}`
      return (
        `{"user":${briefUser(user)},"target":${briefUser(target)},` +
        `"created_at":${nanosText(at)},"updated_at":${nanosText(at)}${until}}`
      )
    })
}

export function deviceJson(userId: string, device: Device, timeJson: TimeJson = nanosText): string {
  const { created_at, ...rest } = device
  const members = JSON.stringify({ ...rest, user_id: userId })
  return `${members.slice(0, -1)},"created_at":${timeJson(created_at)}}`
}

/** What both forms share, without the braces. Unset members are left out. */
function plain(
  user: StoredUser,
  { devices, blocks }: Belongings,
  timeJson: TimeJson = nanosText,
): string {
  const parts = [`"id":${JSON.stringify(user.id)}`]
  const text = (key: string, value: string | null) => {
    if (value !== null) parts.push(`"${key}":${JSON.stringify(value)}`)
  }
  const time = (key: string, value: number | null) => {
    if (value !== null) parts.push(`"${key}":${timeJson(value)}`)
  }
  text('name', user.name)
  text('image', faceAddress(user.image))
  text('role', user.role)
  text('language', user.language)
  parts.push(`"teams":${user.teams}`)
  if (user.teams_role !== null) parts.push(`"teams_role":${user.teams_role}`)
  time('created_at', user.created_at)
  time('updated_at', user.updated_at)
  time('last_active', user.last_active)
  time('deactivated_at', user.deactivated_at)
  time('deleted_at', user.deleted_at)
  parts.push(`"banned":${user.banned === 1}`, `"shadow_banned":${user.shadow_banned === 1}`)
  time('ban_expires', user.ban_expires)
  parts.push(`"online":${user.online === 1}`, `"invisible":${user.invisible === 1}`)
  if (user.bypass_moderation === 1) parts.push('"bypass_moderation":true')
  time('revoke_tokens_issued_before', user.revoke_tokens_issued_before)
  if (user.avg_response_time !== null) parts.push(`"avg_response_time":${user.avg_response_time}`)
  if (user.privacy_settings !== null) parts.push(`"privacy_settings":${user.privacy_settings}`)
  const blocked = JSON.stringify((blocks ?? []).map(({ id }) => id))
  const list = (devices ?? []).map((device) => deviceJson(user.id, device, timeJson))
  parts.push(`"blocked_user_ids":${blocked},"devices":[${list.join(',')}]`)
  return parts.join(',')
}

function pushJson(isDisabled: boolean): string {
  return `,"push_notifications":{"disabled":${isDisabled}}`
}
