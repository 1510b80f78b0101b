import { timeText } from '../time.ts'
import type { User } from '../test-caller.ts'

/**
 * A second, slow and plain reading of filters and sorts over users as the API answers them: what
 * the tests hold the sandbox's own against. Shares nothing with it.
 */
export type Filter = { [name: string]: unknown }

export function matches(user: User, filter: Filter): boolean {
  return Object.entries(filter).every(([name, given]) => {
    const parts = given as Filter[]
    if (name === '$and') return parts.every((part) => matches(user, part))
    if (name === '$or') return parts.some((part) => matches(user, part))
    if (name === '$nor') return !parts.some((part) => matches(user, part))
    const isPlain = typeof given === 'object' && given !== null && !Array.isArray(given)
    const tests = isPlain ? Object.entries(given) : [['$eq', given] as const]
    return tests.every(([operator, value]) => {
      const found = valueOf(user, name)
      // A list among custom data can be asked whether it contains something, and nothing else.
      const isCustomList = Array.isArray(found) && name !== 'teams'
      const isFit = !isCustomList || operator === '$contains' || operator === '$exists'
      return isFit && holds(found, operator, value)
    })
  })
}

const times = new Set(['created_at', 'updated_at', 'last_active'])
const own = new Set([
  ...['id', 'name', 'role', 'language', 'teams', 'banned', 'shadow_banned', 'bypass_moderation'],
  ...times,
])

function valueOf(user: User, name: string): unknown {
  if (times.has(name)) {
    const nanos = user[name]
    return nanos === undefined ? undefined : timeText(Math.round(Number(nanos) / 1_000))
  }
  if (name === 'bypass_moderation') return user[name] ?? false
  if (own.has(name)) return user[name]
  const key = name.replace(/^custom\./, '')
  if (Object.hasOwn(user.custom, key)) return user.custom[key]
  return key.split('.').reduce<unknown>((value, part) => {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject && Object.hasOwn(value, part) ? value[part as keyof typeof value] : undefined
  }, user.custom)
}

function holds(value: unknown, operator: string, wanted: unknown): boolean {
  if (operator === '$exists') return (value !== undefined) === wanted
  if (operator === '$in') return (wanted as unknown[]).some((one) => equal(value, one, '$in'))
  if (operator === '$nin') return !(wanted as unknown[]).some((one) => equal(value, one, '$in'))
  if (operator === '$ne') return !equal(value, wanted, '$eq')
  if (operator === '$contains') return Array.isArray(value) && value.includes(wanted)
  if (operator === '$autocomplete') {
    const words = split(String(value ?? ''))
    return split(String(wanted)).every((start) => words.some((word) => word.startsWith(start)))
  }
  if (operator === '$eq') return equal(value, wanted, '$eq')
  if (typeof value !== typeof wanted || typeof value === 'object') return false
  const order = compare(value, wanted)
  if (operator === '$gt') return order > 0
  if (operator === '$gte') return order >= 0
  return operator === '$lt' ? order < 0 : order <= 0
}

function equal(value: unknown, wanted: unknown, operator: '$eq' | '$in'): boolean {
  if (Array.isArray(value)) {
    if (operator === '$in') return value.includes(wanted)
    if (wanted === null) return value.length === 0
    const list = typeof wanted === 'string' ? [wanted] : wanted
    return JSON.stringify(value) === JSON.stringify(list)
  }
  return wanted === null ? value === undefined || value === null : value === wanted
}

function split(text: string): string[] {
  return text
    .normalize('NFC')
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter(Boolean)
}

/** Numbers by size, text byte by byte, false before true. */
function compare(a: unknown, b: unknown): number {
  if (typeof a === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(String(b)))
  return Number(a) - Number(b)
}

export type SortKey = { field: string; direction: 1 | -1; type?: string }

export function inOrder(users: User[], keys: SortKey[]): User[] {
  const all = [...keys, { field: 'id', direction: keys.at(-1)?.direction ?? 1 } as const]
  return users.toSorted((a, b) => {
    for (const { field, direction, type } of all as SortKey[]) {
      const [x, y] = [sortValue(a, field, type), sortValue(b, field, type)]
      if (x === undefined && y === undefined) continue
      if (x === undefined || y === undefined) return (x === undefined ? 1 : -1) * direction
      const order = compare(x, y)
      if (order !== 0) return order * direction
    }
    return 0
  })
}

function sortValue(user: User, field: string, type: string | undefined): unknown {
  const value = valueOf(user, field)
  if (own.has(field)) return value
  if (value === null || value === undefined || typeof value === 'object') return undefined
  if (type === undefined) return String(value)
  return typeof value === type ? value : undefined
}
