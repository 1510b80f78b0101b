import type { DatabaseSync } from 'node:sqlite'
import { inputError, missing } from './api-error.ts'
import { atomically } from './database.ts'
import { isObject, members, objectText } from './json-text.ts'
import { RequestBody } from './request-body.ts'
import { nowMicros, parseTime } from './time.ts'
import { type StoredUser, userJson } from './user.ts'
import {
  checkAlive,
  checkCustomSize,
  checkRole,
  checkTeams,
  refuseReadOnly,
  writable,
} from './user-rules.ts'
import type { Users } from './users.ts'

const OPERATION = 'UpdateUsersPartial'

/**
 * PATCH /api/v2/users: sets and unsets dotted paths. A bare key that is no field of the user
 * addresses custom data. All of the batch or none of it; never creates a user.
 */
export function updateUsersPartial(database: DatabaseSync, users: Users, bodyText: string): string {
  const list = new RequestBody(OPERATION, bodyText).list('users') ?? []
  if (list.length === 0) throw inputError(OPERATION, 'users must contain at least 1 item')
  if (list.length > 100) throw inputError(OPERATION, 'users must contain at maximum 100 items')
  const written = atomically(database, () => list.map((text) => update(users, text)))
  const answer = written.map((user) => [user.id, userJson(user)] as const)
  return `"users":${objectText(answer)},"membership_deletion_task_id":""`
}

function update(users: Users, text: string): StoredUser {
  const request = new RequestBody(OPERATION, text)
  const id = request.string('id') ?? ''
  const found = users.find(id)
  if (!found) throw missing(OPERATION, `the user ${id} does not exist`)
  checkAlive(OPERATION, found)
  const set = request.object('set') ?? []
  const unset = request.strings('unset') ?? []
  checkPaths([...set.map(([path]) => path), ...unset])

  const user = { ...found }
  for (const [path, value] of set) assign(user, path.split('.'), value)
  for (const path of unset) assign(user, path.split('.'), undefined)
  checkCustomSize(OPERATION, user.custom)
  user.updated_at = nowMicros()
  users.update(user)
  users.logEffect(id, OPERATION, 'updated', user.updated_at)
  return user
}

function checkPaths(paths: string[]): void {
  for (const path of paths) {
    if (path.split('.').some((part) => part === '' || part !== part.trim())) {
      throw inputError(OPERATION, `"${path}" is not a valid key path`)
    }
  }
  refuseReadOnly(
    OPERATION,
    paths.map((path) => path.split('.')[0] ?? ''),
  )
  const overlap = paths.find((path, index) =>
    paths.some((other, at) => at !== index && (other === path || other.startsWith(`${path}.`))),
  )
  if (overlap) throw inputError(OPERATION, `"${overlap}" is both set and unset, or set twice`)
}

function assign(user: StoredUser, path: string[], valueText: string | undefined): void {
  const [field = '', ...inner] = path
  if (!(writable as readonly string[]).includes(field)) {
    const [first = '', ...rest] = field === 'custom' && inner.length > 0 ? inner : path
    user.custom = withMember(user.custom, first, rest, valueText)
    return
  }
  const value: unknown = valueText === undefined ? null : JSON.parse(valueText)
  switch (field) {
    case 'name':
    case 'image':
      user[field] = value === null ? null : textOf(field, value)
      return
    case 'language':
      user.language = value === null ? '' : textOf(field, value)
      return
    case 'role':
      user.role = value === null ? 'user' : textOf(field, value)
      checkRole(OPERATION, user.role)
      return
    case 'invisible':
      user.invisible = Number(value === true)
      return
    case 'teams': {
      const teams = Array.isArray(value) ? value.map(String) : []
      checkTeams(OPERATION, teams)
      user.teams = JSON.stringify(teams)
      return
    }
    case 'revoke_tokens_issued_before': {
      const time = value === null ? null : parseTime(textOf(field, value))
      if (time === undefined) throw inputError(OPERATION, `${field} must be an RFC3339 timestamp`)
      user.revoke_tokens_issued_before = time
      return
    }
    case 'teams_role':
      user.teams_role = merged(user.teams_role, inner, valueText)
      return
    default:
      user.privacy_settings = merged(user.privacy_settings, inner, valueText)
  }
}

/** Objects of settings merge one level deep: what is not named stays. */
function merged(current: string | null, path: string[], valueText: string | undefined) {
  const [first, ...rest] = path
  if (first !== undefined) return withMember(current ?? '{}', first, rest, valueText)
  if (valueText === undefined || valueText === 'null') return null
  if (!isObject(valueText)) throw inputError(OPERATION, 'expecting an object')
  return objectText(new Map([...members(current ?? '{}'), ...members(valueText)]))
}

/** The object's text with one inner value set, or removed when `valueText` is undefined. */
function withMember(
  text: string,
  key: string,
  rest: string[],
  valueText: string | undefined,
): string {
  const list = new Map(members(text))
  const [next, ...further] = rest
  if (next !== undefined) {
    const inner = list.get(key) ?? '{}'
    if (!isObject(inner) && valueText === undefined) return text
    list.set(key, withMember(isObject(inner) ? inner : '{}', next, further, valueText))
  } else if (valueText === undefined) list.delete(key)
  else list.set(key, valueText)
  return objectText(list)
}

function textOf(field: string, value: unknown): string {
  if (typeof value === 'string') return value
  throw inputError(OPERATION, `field \`${field}\` contains type ${typeof value}. expecting string`)
}
