import { inputError } from '../http/api-error.ts'
import { RequestBody } from '../http/request-body.ts'
import { isObject, members, objectText } from '../json-text.ts'
import type { StoredUser } from '../store/user.ts'
import { parseTime } from '../time.ts'
import { type Writable, writable } from './user-rules.ts'

/**
 * Sets one path of a user to a value given as JSON text, or unsets it when that is undefined.
 *
 * @throws {ApiError} code 4 when the value's type is wrong for the field.
 */
export function assign(
  operation: string,
  user: StoredUser,
  path: string[],
  valueText: string | undefined,
): void {
  const [field = '', ...inner] = path
  if (!isWritable(field)) {
    user.custom = withCustom(operation, user.custom, path, valueText)
    return
  }
  // One member with a fixed name, so that the checks of a request's body can be used on it.
  const value = new RequestBody(operation, `{${JSON.stringify(field)}:${valueText ?? 'null'}}`)
  const isNested = field === 'teams_role' || field === 'privacy_settings'
  if (inner.length > 0 && !isNested) {
    throw inputError(operation, `"${path.join('.')}" is not a valid key path`)
  }
  switch (field) {
    case 'name':
    case 'image':
      user[field] = value.string(field) ?? null
      return
    case 'language':
      user.language = value.string(field) ?? ''
      return
    case 'role':
      user.role = value.string(field) ?? 'user'
      return
    case 'invisible':
      user.invisible = Number(value.boolean(field) ?? false)
      return
    case 'teams':
      user.teams = JSON.stringify([...new Set(value.strings(field))])
      return
    case 'revoke_tokens_issued_before':
      user.revoke_tokens_issued_before = timeIn(operation, field, value.string(field))
      return
    default:
      user[field] = settings(operation, user[field], path, valueText)
  }
}

function isWritable(field: string): field is Writable {
  return (writable as readonly string[]).includes(field)
}

/** Microseconds of a time in a request; null when there is none. */
export function timeIn(operation: string, field: string, text: string | undefined): number | null {
  if (text === undefined) return null
  const time = parseTime(text)
  if (time === undefined) throw inputError(operation, `${field} must be an RFC3339 timestamp`)
  return time
}

/** `custom.color` is another way to write `color`; bare `custom` is all of it. */
function withCustom(
  operation: string,
  custom: string,
  path: string[],
  valueText: string | undefined,
): string {
  const [first = '', ...rest] = path[0] === 'custom' ? path.slice(1) : path
  if (first !== '') return withMember(custom, first, rest, valueText)
  return objectText(
    new RequestBody(operation, `{"custom":${valueText ?? '{}'}}`).object('custom') ?? [],
  )
}

/** Objects of settings merge one level deep: what is not named stays. */
function settings(
  operation: string,
  current: string | null,
  path: string[],
  valueText: string | undefined,
): string | null {
  const [field = '', first, ...rest] = path
  if (first !== undefined) return withMember(current ?? '{}', first, rest, valueText)
  if (valueText === undefined || valueText === 'null') return null
  const given = new RequestBody(operation, `{${JSON.stringify(field)}:${valueText}}`).object(field)
  return objectText(new Map([...members(current ?? '{}'), ...(given ?? [])]))
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
    const canHold = isObject(inner)
    // There is nothing to remove from what is no object.
    if (valueText === undefined && (!canHold || !list.has(key))) return text
    list.set(key, withMember(canHold ? inner : '{}', next, further, valueText))
  } else if (valueText === undefined) list.delete(key)
  else list.set(key, valueText)
  return objectText(list)
}
