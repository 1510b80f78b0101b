import { inputError } from '../http/api-error.ts'
import type { Call } from '../http/operation.ts'
import { RequestBody } from '../http/request-body.ts'
import { objectText } from '../json-text.ts'
import { atomically } from '../store/database.ts'
import type { Cause } from '../store/effects.ts'
import type { Store } from '../store/store.ts'
import { blankUser, type StoredUser } from '../store/user.ts'
import { nowMicros } from '../time.ts'
import {
  active,
  checkCustomSize,
  checkId,
  checkNameIsFree,
  checkPrivacy,
  checkRole,
  checkTeams,
  checkTeamsRole,
  checkText,
  refuseReadOnly,
  withoutOldRoles,
} from './user-rules.ts'

const MAX_USERS = 100

/** The users that were written, and those of them who left a team. */
export type Written = { users: StoredUser[]; leavers: string[] }

/**
 * POST /users: creates users, or replaces name, image and custom of those there are. All of the
 * batch or none of it. What is not a part of the request (role, teams, language, privacy settings
 * when left out; bans, devices, dates always) survives.
 *
 * @throws {ApiError} code 4, 6, 16 or 22.
 */
export function upsertUsers(store: Store, call: Call): Written {
  const { operation, body } = call
  const list = new RequestBody(operation, body).object('users') ?? []
  if (list.length === 0) throw inputError(operation, 'users must contain at least 1 item')
  if (list.length > MAX_USERS) {
    throw inputError(operation, `users must contain at maximum ${MAX_USERS} items`)
  }
  const leavers: string[] = []
  const users = atomically(store.database, () =>
    list.map(([key, text]) => {
      const request = new RequestBody(operation, text)
      if (request.required('id') !== key) {
        throw inputError(operation, `user key "${key}" does not match id "${request.string('id')}"`)
      }
      const before = store.users.find(key)
      const user = upsertUser(store, call, request)
      if (before && leavesATeam(before, user)) leavers.push(user.id)
      return user
    }),
  )
  return { users, leavers }
}

/** Creates or replaces one user, within the caller's transaction. */
export function upsertUser(store: Store, cause: Cause, request: RequestBody): StoredUser {
  const { operation } = cause
  const id = request.required('id')
  checkId(operation, id)
  refuseReadOnly(
    operation,
    request.keys().filter((name) => name !== 'id'),
  )
  const isKnown = store.users.find(id) !== undefined || store.users.isBurnt(id)
  const before = isKnown ? active(store, operation, id) : undefined
  const now = nowMicros()
  const after = asked(store, operation, request, before ?? { rid: 0, ...blankUser(id, now) })
  if (!before) {
    store.effects.record(cause, id, 'created', now)
    return store.users.insert(after)
  }
  const isSame = Object.entries(after).every(
    ([name, value]) => before[name as keyof StoredUser] === value,
  )
  if (isSame) return before
  const written = { ...after, updated_at: now }
  store.users.update(before, written)
  store.effects.record(cause, id, 'replaced', now)
  return written
}

/** The user as the request wants it. */
function asked(
  store: Store,
  operation: string,
  request: RequestBody,
  before: StoredUser,
): StoredUser {
  const teams = request.strings('teams') ?? []
  const settings = (name: 'teams_role' | 'privacy_settings') => {
    const given = request.object(name)
    return given === undefined ? before[name] : objectText(given)
  }
  const user = withoutOldRoles(before, {
    ...before,
    name: request.string('name') ?? null,
    image: request.string('image') ?? null,
    role: request.string('role') ?? before.role,
    language: request.string('language') ?? before.language,
    // An empty list counts as none given: only a partial update clears the teams.
    teams: teams.length > 0 ? JSON.stringify([...new Set(teams)]) : before.teams,
    teams_role: settings('teams_role'),
    invisible: Number(request.boolean('invisible') ?? before.invisible === 1),
    privacy_settings: settings('privacy_settings'),
    custom: objectText(request.object('custom') ?? []),
  })
  checkUser(store, operation, user)
  return user
}

/** Everything that must be true of a user whoever writes it. @throws {ApiError} code 4, 6 or 22. */
export function checkUser(store: Store, operation: string, user: StoredUser): void {
  checkText(operation, 'name', user.name ?? '')
  checkText(operation, 'image', user.image ?? '', 8_192)
  checkText(operation, 'language', user.language, 10)
  checkRole(store, operation, user.role)
  checkTeams(operation, JSON.parse(user.teams) as string[])
  checkTeamsRole(store, operation, user)
  checkPrivacy(operation, user.privacy_settings)
  checkCustomSize(operation, user.custom)
  checkNameIsFree(store, operation, user)
}

export function leavesATeam(before: StoredUser, after: StoredUser): boolean {
  if (before.teams === after.teams) return false
  const now = JSON.parse(after.teams) as string[]
  return (JSON.parse(before.teams) as string[]).some((team) => !now.includes(team))
}
