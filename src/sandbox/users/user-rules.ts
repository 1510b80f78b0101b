import { failed, inputError, missing } from '../http/api-error.ts'
import { RequestBody } from '../http/request-body.ts'
import { isObject, members, objectText } from '../json-text.ts'
import type { Store } from '../store/store.ts'
import type { StoredUser } from '../store/user.ts'

/** Names of the user object that never address custom data. */
export const writable = [
  'name',
  'image',
  'role',
  'teams',
  'teams_role',
  'language',
  'invisible',
  'privacy_settings',
  'revoke_tokens_issued_before',
] as const
export type Writable = (typeof writable)[number]

const readOnly = new Set([
  'id',
  'created_at',
  'updated_at',
  'deleted_at',
  'deactivated_at',
  'last_active',
  'banned',
  'ban_expires',
  'shadow_banned',
  'bypass_moderation',
  'avg_response_time',
  'online',
  'blocked_user_ids',
  'devices',
  'mutes',
  'channel_mutes',
  'push_notifications',
  'unread_count',
  'total_unread_count',
  'unread_channels',
  'unread_threads',
  'latest_hidden_channels',
])

const MAX_CUSTOM_BYTES = 5 * 1024
const MAX_TEXT = 1_024
const MAX_TEAMS = 250
const MAX_TEAM_BYTES = 100
const MAX_ROLE = 64

export function refuseReadOnly(operation: string, keys: string[]): void {
  const found = keys.find((key) => readOnly.has(key))
  if (found !== undefined) throw inputError(operation, `user.${found} is a reserved field`)
}

export function checkId(operation: string, id: string): void {
  if (!/^[@\w-]{1,255}$/.test(id)) {
    throw inputError(
      operation,
      `"${id.slice(0, 255)}" is not a valid user id. Only a-z, 0-9, @, _ and - are allowed, 255 at most`,
    )
  }
}

export function checkRole(store: Store, operation: string, role: string): void {
  if (role.length > MAX_ROLE || !store.roles.find(role)) {
    throw inputError(operation, `role "${role.slice(0, MAX_ROLE)}" provided but not defined`)
  }
}

export function checkText(operation: string, field: string, text: string, max = MAX_TEXT): void {
  if (text.length > max) throw inputError(operation, `${field} must be ${max} characters or less`)
}

export function checkTeams(operation: string, teams: string[]): void {
  if (teams.length > MAX_TEAMS) {
    throw inputError(operation, `a user can be in at maximum ${MAX_TEAMS} teams`)
  }
  if (teams.some((team) => team === '' || Buffer.byteLength(team) > MAX_TEAM_BYTES)) {
    throw inputError(operation, `a team name must have 1 to ${MAX_TEAM_BYTES} bytes`)
  }
}

/** Roles in teams: only in teams the user is in, and only roles there are. */
export function checkTeamsRole(
  store: Store,
  operation: string,
  { teams, teams_role }: Pick<StoredUser, 'teams' | 'teams_role'>,
): void {
  if (teams_role === null) return
  const roles = new RequestBody(operation, teams_role)
  const mine = JSON.parse(teams) as string[]
  for (const team of roles.keys()) {
    if (!mine.includes(team)) {
      throw inputError(operation, `teams_role has team "${team}" that the user is not in`)
    }
    checkRole(store, operation, roles.required(team))
  }
}

/** Who leaves a team loses the role in it. */
export function withoutOldRoles(before: StoredUser, after: StoredUser): StoredUser {
  if (after.teams_role === null || after.teams_role !== before.teams_role) return after
  const mine = JSON.parse(after.teams) as string[]
  const kept = members(after.teams_role).filter(([team]) => mine.includes(team))
  return { ...after, teams_role: objectText(kept) }
}

/** `{ typing_indicators?, read_receipts?, delivery_receipts?: { enabled } }`. */
export function checkPrivacy(operation: string, text: string | null): void {
  if (text === null) return
  const settings = new RequestBody(operation, text)
  const names = ['typing_indicators', 'read_receipts', 'delivery_receipts']
  for (const name of settings.keys()) {
    const setting = settings.text(name) ?? ''
    const isRight =
      names.includes(name) &&
      isObject(setting) &&
      new RequestBody(operation, setting).boolean('enabled') !== undefined
    if (!isRight) throw inputError(operation, `privacy_settings.${name} is not valid`)
  }
}

export function checkCustomSize(operation: string, customText: string): void {
  if (Buffer.byteLength(customText) > MAX_CUSTOM_BYTES) {
    throw failed(413, 22, operation, 'user custom data cannot be bigger than 5KB')
  }
}

/** With unique names switched on, nobody else may have this one but for case, spaces and signs. */
export function checkNameIsFree(store: Store, operation: string, user: StoredUser): void {
  const mode = store.settings.read().enforce_unique_usernames
  if (mode === 'no' || user.name === null || user.name === '') return
  const others = store.users.namesakes(user.name).filter(({ id }) => id !== user.id)
  const taken = `username '${user.name}' already exists`
  if (mode === 'app' && others.length > 0) throw failed(400, 6, operation, taken)
  const mine = JSON.parse(user.teams) as string[]
  const shared = others
    .flatMap(({ teams }) => JSON.parse(teams) as string[])
    .find((team) => mine.includes(team))
  if (mode === 'team' && shared !== undefined) {
    throw failed(400, 6, operation, `${taken} in team '${shared}'`)
  }
}

/** The user, unless there is none or it was deleted. @throws {ApiError} code 16. */
export function existing(store: Store, operation: string, id: string): StoredUser {
  const user = store.users.find(id)
  if (user?.deleted_at != null || store.users.isBurnt(id)) {
    throw missing(operation, `the user ${id} was deleted`)
  }
  if (!user) throw missing(operation, `the user ${id} does not exist`)
  return user
}

/** As `existing`, and active: a deactivated user can't be written to. @throws {ApiError} code 16. */
export function active(store: Store, operation: string, id: string): StoredUser {
  const user = existing(store, operation, id)
  if (user.deactivated_at !== null) throw missing(operation, `the user ${id} was deactivated`)
  return user
}
