import type { DatabaseSync } from 'node:sqlite'
import { inputError } from './api-error.ts'
import { atomically } from './database.ts'
import { objectText } from './json-text.ts'
import { RequestBody } from './request-body.ts'
import { nowMicros } from './time.ts'
import { plainExtra, type StoredUser, userJson } from './user.ts'
import {
  checkAlive,
  checkCustomSize,
  checkId,
  checkRole,
  checkTeams,
  refuseReadOnly,
} from './user-rules.ts'
import type { Users } from './users.ts'

const OPERATION = 'UpdateUsers'

/**
 * POST /api/v2/users: creates users, or replaces name, image and custom of those there are.
 * All of the batch or none of it. What is not a part of the request (role, teams, privacy
 * settings when left out; bans, devices, dates always) survives.
 */
export function upsertUsers(database: DatabaseSync, users: Users, bodyText: string): string {
  const list = new RequestBody(OPERATION, bodyText).object('users') ?? []
  if (list.length === 0) throw inputError(OPERATION, 'users must contain at least 1 item')
  if (list.length > 100) throw inputError(OPERATION, 'users must contain at maximum 100 items')
  const written = atomically(database, () => list.map(([key, text]) => upsert(users, key, text)))
  const members = written.map((user) => [user.id, userJson(user)] as const)
  return `"users":${objectText(members)},"membership_deletion_task_id":""`
}

function upsert(users: Users, key: string, text: string): StoredUser {
  const request = new RequestBody(OPERATION, text)
  const id = request.string('id') ?? ''
  checkId(OPERATION, id)
  if (key !== id) throw inputError(OPERATION, `user key "${key}" does not match id "${id}"`)
  refuseReadOnly(
    OPERATION,
    request.keys().filter((name) => name !== 'id'),
  )
  const existing = users.find(id)
  if (existing) checkAlive(OPERATION, existing)

  const custom = objectText(request.object('custom') ?? [])
  checkCustomSize(OPERATION, custom)
  const role = request.string('role') ?? existing?.role ?? 'user'
  checkRole(OPERATION, role)
  const teams = request.strings('teams') ?? []
  checkTeams(OPERATION, teams)
  const now = nowMicros()

  const asked = {
    name: request.string('name') ?? null,
    image: request.string('image') ?? null,
    role,
    language: request.string('language') ?? existing?.language ?? '',
    teams: teams.length > 0 ? JSON.stringify(teams) : (existing?.teams ?? '[]'),
    teams_role: request.text('teams_role') ?? existing?.teams_role ?? null,
    invisible: Number(request.boolean('invisible') ?? existing?.invisible === 1),
    privacy_settings: request.text('privacy_settings') ?? existing?.privacy_settings ?? null,
    custom,
  }
  if (!existing) {
    users.logEffect(id, OPERATION, 'created', now)
    return users.insert({ ...blankUser(id, now), ...asked })
  }
  const changed = Object.entries(asked).some(
    ([name, value]) => existing[name as keyof StoredUser] !== value,
  )
  if (!changed) return existing
  const user = { ...existing, ...asked, updated_at: now }
  users.update(user)
  users.logEffect(id, OPERATION, 'replaced', now)
  return user
}

/** A user with nothing but an id, created now. */
export function blankUser(id: string, now: number): Omit<StoredUser, 'rid'> {
  return {
    id,
    name: null,
    image: null,
    role: 'user',
    language: '',
    teams: '[]',
    teams_role: null,
    created_at: now,
    updated_at: now,
    last_active: null,
    deactivated_at: null,
    deleted_at: null,
    banned: 0,
    ban_expires: null,
    shadow_banned: 0,
    online: 0,
    invisible: 0,
    bypass_moderation: 0,
    revoke_tokens_issued_before: null,
    avg_response_time: null,
    privacy_settings: null,
    extra: plainExtra,
    custom: '{}',
  }
}
