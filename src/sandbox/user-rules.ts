import { ApiError, inputError, missing } from './api-error.ts'
import type { StoredUser } from './user.ts'

export const roles = [
  'user',
  'admin',
  'guest',
  'anonymous',
  'channel_member',
  'channel_moderator',
  'global_moderator',
  'global_admin',
  'moderator',
]

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
  'online',
  'blocked_user_ids',
  'devices',
  'mutes',
  'channel_mutes',
])

const MAX_CUSTOM_BYTES = 5 * 1024

export function refuseReadOnly(operation: string, keys: string[]): void {
  const found = keys.find((key) => readOnly.has(key))
  if (found) throw inputError(operation, `user.${found} is a reserved field`)
}

export function checkId(operation: string, id: string): void {
  if (!/^[@\w-]{1,255}$/.test(id)) {
    throw inputError(
      operation,
      `"${id}" is not a valid user id. Only a-z, 0-9, @, _ and - are allowed`,
    )
  }
}

export function checkRole(operation: string, role: string): void {
  if (!roles.includes(role)) throw inputError(operation, `role "${role}" provided but not defined`)
}

export function checkTeams(operation: string, teams: string[]): void {
  if (teams.length > 250) throw inputError(operation, 'a user can be in at maximum 250 teams')
  if (teams.some((team) => team === '' || Buffer.byteLength(team) > 100)) {
    throw inputError(operation, 'a team name must have 1 to 100 bytes')
  }
}

export function checkCustomSize(operation: string, customText: string): void {
  if (Buffer.byteLength(customText) > MAX_CUSTOM_BYTES) {
    const detail = 'user custom data cannot be bigger than 5KB'
    throw new ApiError(413, 22, `${operation} failed with error: "${detail}"`)
  }
}

/** A deleted or deactivated user can't be written to. */
export function checkAlive(operation: string, user: StoredUser): void {
  if (user.deleted_at !== null) throw missing(operation, `the user ${user.id} was deleted`)
  if (user.deactivated_at !== null) throw missing(operation, `the user ${user.id} was deactivated`)
}
