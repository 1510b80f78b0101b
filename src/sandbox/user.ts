import { nanosText } from './time.ts'

/** A user as stored. Times are microseconds; `teams`, `extra` and `custom` are JSON text. */
export type StoredUser = {
  rid: number
  id: string
  name: string | null
  image: string | null
  role: string
  language: string
  teams: string
  teams_role: string | null
  created_at: number
  updated_at: number
  last_active: number | null
  deactivated_at: number | null
  deleted_at: number | null
  banned: number
  ban_expires: number | null
  shadow_banned: number
  online: number
  invisible: number
  bypass_moderation: number
  revoke_tokens_issued_before: number | null
  avg_response_time: number | null
  privacy_settings: string | null
  /** Members of the answer that are only read: devices, mutes, blocks, unread counts. */
  extra: string
  /** The exact text of the custom object. */
  custom: string
}

/** What a user has who was never muted, blocked or given a device. */
export const plainExtra =
  '"blocked_user_ids":[],"devices":[],"mutes":[],"channel_mutes":[],"unread_count":0,' +
  '"total_unread_count":0,"unread_channels":0,"unread_threads":0'

/** A user in Stream's form. Unset members are left out; `custom` keeps its exact text. */
export function userJson(user: StoredUser): string {
  const parts = [`"id":${JSON.stringify(user.id)}`]
  const text = (key: string, value: string | null) => {
    if (value !== null) parts.push(`"${key}":${JSON.stringify(value)}`)
  }
  const time = (key: string, value: number | null) => {
    if (value !== null) parts.push(`"${key}":${nanosText(value)}`)
  }
  text('name', user.name)
  text('image', user.image)
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
  parts.push(user.extra, `"custom":${user.custom}`)
  return `{${parts.join(',')}}`
}
