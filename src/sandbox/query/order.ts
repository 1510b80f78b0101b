import type { Sql } from './condition.ts'
import { fail, isPlain } from './filter-error.ts'

/** An order of users; `column` is the first key's and has the index named, when there is one. */
export type Order = Sql & { column?: string; index?: string }

const MAX_KEYS = 5
const indexOf: Record<string, string> = {
  id: 'users_id',
  created_at: 'users_created',
  updated_at: 'users_updated',
  last_active: 'users_active',
  role: 'users_role_id',
  name: 'users_name',
}
/** Nobody shares these, so what comes after them decides nothing. */
const unique = new Set(['id', 'created_at'])
const canBeEmpty = new Set(['last_active', 'name'])

export function byId(direction: 1 | -1): Order {
  return orderBy([columnKey('id', direction)])
}

export const newestFirst: Order = orderBy([columnKey('created_at', -1)])

/**
 * Reads `sort`: up to five keys; undefined when there is none. Empty values come last going up and
 * first going down, as in Postgres; ties are broken by id in the direction of the last key.
 *
 * @throws {ApiError} code 4.
 */
export function readOrder(sort: unknown): Order | undefined {
  if (sort === undefined || sort === null) return undefined
  if (!Array.isArray(sort)) throw fail('sort must be an array')
  if (sort.length > MAX_KEYS) throw fail(`sort must contain at maximum ${MAX_KEYS} item`)
  return sort.length === 0 ? undefined : orderBy(sort.map(readKey))
}

type Key = Sql & { column?: string; direction: 1 | -1 }

function orderBy(keys: Key[]): Order {
  const decisive = keys.findIndex(({ column }) => column !== undefined && unique.has(column))
  const used = decisive < 0 ? keys : keys.slice(0, decisive + 1)
  if (decisive < 0) used.push(columnKey('id', used.at(-1)?.direction ?? 1))
  const column = used[0]?.column
  const index = column === undefined ? undefined : indexOf[column]
  return {
    sql: used.map(({ sql }) => sql).join(', '),
    values: used.flatMap(({ values }) => values),
    ...(column !== undefined && { column }),
    ...(index !== undefined && { index }),
  }
}

function readKey(key: unknown): Key {
  const { field, direction, type } = isPlain(key) ? key : {}
  if (typeof field !== 'string' || field === '') throw fail('sort needs a field')
  const way = direction ?? 1
  if (way !== 1 && way !== -1) throw fail(`sort direction of "${field}" must be 1 or -1`)
  if (Object.hasOwn(indexOf, field)) return columnKey(field, way)
  if (type === undefined || type === null || type === '') return customKey(field, way, 'any')
  if (type === 'number') return customKey(field, way, 'number')
  if (type === 'boolean') return customKey(field, way, 'yes-no')
  throw fail(`sort type of "${field}" must be number, boolean or empty`)
}

function columnKey(column: string, direction: 1 | -1): Key {
  // Columns that are never empty keep their index without the word about nulls.
  const way = canBeEmpty.has(column) ? withEmpty(direction) : direction === 1 ? 'ASC' : 'DESC'
  return { column, direction, sql: `users.${column} ${way}`, values: [] }
}

function customKey(field: string, direction: 1 | -1, type: string): Key {
  return {
    direction,
    sql: `custom_value(users.custom, ?, ?) ${withEmpty(direction)}`,
    values: [field.replace(/^custom\./, ''), type],
  }
}

function withEmpty(direction: 1 | -1): string {
  return direction === 1 ? 'ASC NULLS LAST' : 'DESC NULLS FIRST'
}
