import type { CustomField } from '../../contract/custom-field.ts'
import type { User } from '../../contract/users.ts'
import { malformed } from './failure.ts'
import { itemsOf, membersOf } from './json-text.ts'
import { WireObject } from './wire-object.ts'

/** The fields of Stream's user object that have a place of their own in `User`. */
const known = new Set([
  ...['id', 'name', 'image', 'role', 'language', 'teams', 'teams_role', 'custom', 'devices'],
  ...['created_at', 'updated_at', 'last_active', 'deactivated_at', 'deleted_at', 'ban_expires'],
  ...['online', 'invisible', 'banned', 'shadow_banned', 'blocked_user_ids', 'privacy_settings'],
  ...['push_notifications', 'revoke_tokens_issued_before', 'avg_response_time'],
])

/**
 * A user as Stream writes it, from the exact text of the JSON object. Nothing is lost: custom
 * values stay text, and members without a place of their own go to `other`.
 *
 * @throws {StreamFailure} when id, role or a time is missing or anything has the wrong type.
 */
function toUser(json: string): User {
  const wire = new WireObject('user', membersOf(json))
  return {
    id: wire.text('id'),
    name: wire.textOrNull('name'),
    image: wire.textOrNull('image'),
    role: wire.text('role'),
    language: wire.textOrNull('language') ?? '',
    teams: wire.texts('teams'),
    teamsRole: teamsRole(wire.object('teams_role')),
    createdAt: wire.time('created_at'),
    updatedAt: wire.time('updated_at'),
    lastActiveAt: wire.timeOrNull('last_active'),
    deactivatedAt: wire.timeOrNull('deactivated_at'),
    deletedAt: wire.timeOrNull('deleted_at'),
    online: wire.flag('online'),
    invisible: wire.flag('invisible'),
    banned: wire.flag('banned'),
    banExpiresAt: wire.timeOrNull('ban_expires'),
    shadowBanned: wire.flag('shadow_banned'),
    blockedUserIds: wire.texts('blocked_user_ids'),
    devices: wire.list('devices').map(toDevice),
    privacySettings: privacySettings(wire.object('privacy_settings')),
    pushNotifications: pushNotifications(wire.object('push_notifications')),
    revokeTokensIssuedBefore: wire.timeOrNull('revoke_tokens_issued_before'),
    avgResponseTime: wire.integerOrNull('avg_response_time'),
    custom: fields(wire.object('custom')?.members ?? []),
    other: fields(wire.members.filter(([key]) => !known.has(key))),
  }
}

function fields(members: [string, string][]): CustomField[] {
  return members.map(([key, json]) => ({ key, json }))
}

function teamsRole(wire: WireObject | undefined): User['teamsRole'] {
  return wire?.members.map(([team]) => ({ team, role: wire.text(team) })) ?? []
}

function toDevice(json: string): User['devices'][number] {
  const wire = new WireObject('device', membersOf(json))
  return {
    id: wire.text('id'),
    pushProvider: wire.text('push_provider'),
    pushProviderName: wire.textOrNull('push_provider_name'),
    createdAt: wire.time('created_at'),
    disabled: wire.flag('disabled'),
    disabledReason: wire.textOrNull('disabled_reason'),
    voip: wire.flag('voip'),
  }
}

function privacySettings(wire: WireObject | undefined): User['privacySettings'] {
  if (!wire) return null
  const enabled = (name: string) => wire.object(name)?.flagOrNull('enabled') ?? null
  return {
    typingIndicators: enabled('typing_indicators'),
    readReceipts: enabled('read_receipts'),
    deliveryReceipts: enabled('delivery_receipts'),
  }
}

function pushNotifications(wire: WireObject | undefined): User['pushNotifications'] {
  if (!wire) return null
  return { disabled: wire.flag('disabled'), disabledUntil: wire.timeOrNull('disabled_until') }
}

/** The users of a query's answer, in its order. */
export function usersIn(body: string): User[] {
  const users = textOf(body, 'users')
  if (!users?.startsWith('[')) throw malformed('users is not a list')
  return itemsOf(users).map(toUser)
}

/** The one user of an answer that holds it as `user` or, by id, in `users`. */
export function userIn(body: string, userId: string): User {
  const users = textOf(body, 'users')
  const user = users?.startsWith('{') ? textOf(users, userId) : textOf(body, 'user')
  if (!user?.startsWith('{')) throw malformed('the user is missing')
  return toUser(user)
}

function textOf(objectText: string, key: string): string | undefined {
  return membersOf(objectText).find(([name]) => name === key)?.[1]
}
