/** A user as stored. Times are microseconds; the rest that is not plain is JSON text. */
export type StoredUser = {
  rid: number
  id: string
  name: string | null
  /** A picture's address, or `face:N` for one the sandbox draws. */
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
  /** How the user was or is being deleted. */
  deletion: 'soft' | 'pruning' | 'hard' | null
  banned: number
  ban_expires: number | null
  shadow_banned: number
  online: number
  invisible: number
  bypass_moderation: number
  revoke_tokens_issued_before: number | null
  avg_response_time: number | null
  privacy_settings: string | null
  /** What happened to the user's messages; null: they are all there. */
  messages: 'deactivated' | 'soft' | 'pruning' | 'hard' | null
  /** See `Belongings`; null when there are none. */
  belongings: string | null
  /** The exact text of the custom object. */
  custom: string
}

export type NewUser = Omit<StoredUser, 'rid'>

/** What is read together with its user and never searched for. Times are microseconds. */
export type Belongings = {
  devices?: Device[]
  blocks?: { id: string; at: number }[]
  mutes?: { id: string; at: number; expires: number | null }[]
  unread?: number
  push_disabled?: boolean
}

export type Device = {
  id: string
  push_provider: string
  push_provider_name?: string
  created_at: number
  disabled?: boolean
  disabled_reason?: string
  hardware_id?: string
  voip?: boolean
}

export const columns = [
  'id',
  'name',
  'image',
  'role',
  'language',
  'teams',
  'teams_role',
  'created_at',
  'updated_at',
  'last_active',
  'deactivated_at',
  'deleted_at',
  'deletion',
  'banned',
  'ban_expires',
  'shadow_banned',
  'online',
  'invisible',
  'bypass_moderation',
  'revoke_tokens_issued_before',
  'avg_response_time',
  'privacy_settings',
  'messages',
  'belongings',
  'custom',
] as const satisfies (keyof NewUser)[]

/** A user with nothing but an id. */
export function blankUser(id: string, createdAt: number): NewUser {
  return {
    id,
    name: null,
    image: null,
    role: 'user',
    language: '',
    teams: '[]',
    teams_role: null,
    created_at: createdAt,
    updated_at: createdAt,
    last_active: null,
    deactivated_at: null,
    deleted_at: null,
    deletion: null,
    banned: 0,
    ban_expires: null,
    shadow_banned: 0,
    online: 0,
    invisible: 0,
    bypass_moderation: 0,
    revoke_tokens_issued_before: null,
    avg_response_time: null,
    privacy_settings: null,
    messages: null,
    belongings: null,
    custom: '{}',
  }
}

export function belongingsOf(user: Pick<StoredUser, 'belongings'>): Belongings {
  return user.belongings === null ? {} : (JSON.parse(user.belongings) as Belongings)
}
