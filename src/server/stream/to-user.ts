import type { User } from '../../contract/users.ts'
import { type Draft, places, whole } from './draft.ts'
import { malformed } from './failure.ts'
import { privacySettings, pushNotifications, teamsRole, toDevice } from './to-user-parts.ts'
import { WireReader } from './wire-reader.ts'

type UserDraft = Draft<User, 'id' | 'role' | 'createdAt' | 'updatedAt'>

/** What is not named here goes to `other`. */
const ofUser = places<UserDraft>({
  id: (user, wire) => (user.id = wire.text()),
  name: (user, wire) => (user.name = wire.text()),
  image: (user, wire) => (user.image = wire.text()),
  role: (user, wire) => (user.role = wire.text()),
  language: (user, wire) => (user.language = wire.text() ?? ''),
  teams: (user, wire) => (user.teams = wire.texts()),
  teams_role: (user, wire) => (user.teamsRole = teamsRole(wire)),
  created_at: (user, wire) => (user.createdAt = wire.time()),
  updated_at: (user, wire) => (user.updatedAt = wire.time()),
  last_active: (user, wire) => (user.lastActiveAt = wire.time()),
  deactivated_at: (user, wire) => (user.deactivatedAt = wire.time()),
  deleted_at: (user, wire) => (user.deletedAt = wire.time()),
  online: (user, wire) => (user.online = wire.flag() ?? false),
  invisible: (user, wire) => (user.invisible = wire.flag() ?? false),
  banned: (user, wire) => (user.banned = wire.flag() ?? false),
  ban_expires: (user, wire) => (user.banExpiresAt = wire.time()),
  shadow_banned: (user, wire) => (user.shadowBanned = wire.flag() ?? false),
  blocked_user_ids: (user, wire) => (user.blockedUserIds = wire.texts()),
  devices: (user, wire) => (user.devices = wire.list(() => toDevice(wire))),
  privacy_settings: (user, wire) => (user.privacySettings = privacySettings(wire)),
  push_notifications: (user, wire) => (user.pushNotifications = pushNotifications(wire)),
  revoke_tokens_issued_before: (user, wire) => (user.revokeTokensIssuedBefore = wire.time()),
  avg_response_time: (user, wire) => (user.avgResponseTime = wire.integer()),
  custom: (user, wire) => (user.custom = wire.fields()),
})

/**
 * A user as Stream writes it. Nothing is lost: custom values stay text, and members without a place
 * of their own go to `other`.
 *
 * @throws {StreamFailure} when id, role or a time is missing or anything has the wrong type.
 */
function toUser(wire: WireReader): User {
  const other: User['other'] = []
  const user: UserDraft = {
    id: null,
    name: null,
    image: null,
    role: null,
    language: '',
    teams: [],
    teamsRole: [],
    createdAt: null,
    updatedAt: null,
    lastActiveAt: null,
    deactivatedAt: null,
    deletedAt: null,
    online: false,
    invisible: false,
    banned: false,
    banExpiresAt: null,
    shadowBanned: false,
    blockedUserIds: [],
    devices: [],
    privacySettings: null,
    pushNotifications: null,
    revokeTokensIssuedBefore: null,
    avgResponseTime: null,
    custom: [],
    other,
  }
  wire.object('user', (name) => {
    const place = ofUser.get(name)
    if (place) place(user, wire)
    else other.push({ key: name, json: wire.value() })
  })
  return whole<User>('user', user, ['id', 'role', 'createdAt', 'updatedAt'])
}

/** The users of a query's answer, in its order. */
export function usersIn(body: string): User[] {
  const wire = new WireReader(body)
  let users: User[] | undefined
  wire.object('answer', (name) => {
    if (name === 'users' && wire.next() === '[') users = wire.list(() => toUser(wire))
  })
  if (!users) throw malformed('users is not a list')
  return users
}

/** The one user of an answer that holds it as `user` or, by id, in `users`. */
export function userIn(body: string, userId: string): User {
  const wire = new WireReader(body)
  let user: User | undefined
  wire.object('answer', (name) => {
    if (name === 'user') user = toUser(wire)
    if (name !== 'users' || wire.next() !== '{') return
    wire.members((id) => {
      if (id === userId) user = toUser(wire)
    })
  })
  if (!user) throw malformed('the user is missing')
  return user
}
