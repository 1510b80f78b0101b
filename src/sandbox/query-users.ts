import type { DatabaseSync } from 'node:sqlite'
import { inputError } from './api-error.ts'
import { type Condition, filterToSql } from './filter.ts'
import { type StoredUser, userJson } from './user.ts'

const OPERATION = 'QueryUsers'
const MAX_LIMIT = 100
const MAX_OFFSET = 1_000
const MAX_SORT_KEYS = 5

const sortable = new Set(['id', 'created_at', 'updated_at', 'last_active', 'role', 'name'])
const idBounds = { id_gt: '>', id_gte: '>=', id_lt: '<', id_lte: '<=' } as const

type Payload = Record<string, unknown>

/**
 * GET /api/v2/users. The payload is JSON in the query: `filter_conditions`, up to five `sort` keys,
 * `limit` 0–100 (30), `offset` 0–1000, `id_gt` and its kin, `include_deactivated_users`.
 * Deleted users never come back.
 */
export function queryUsers(database: DatabaseSync, payloadText: string | null): string {
  const payload = parsed(payloadText)
  const limit = count(payload, 'limit', MAX_LIMIT, 30)
  const offset = count(payload, 'offset', MAX_OFFSET, 0)
  const conditions: Condition[] = [
    { sql: 'deleted_at IS NULL', values: [] },
    filterToSql(payload['filter_conditions'] ?? {}),
  ]
  if (payload['include_deactivated_users'] !== true) {
    conditions.push({ sql: 'deactivated_at IS NULL', values: [] })
  }
  let isWalkingById = false
  for (const [name, comparison] of Object.entries(idBounds)) {
    const bound = payload[name]
    if (bound === undefined || bound === '') continue
    if (typeof bound !== 'string') throw inputError(OPERATION, `${name} must be a string`)
    conditions.push({ sql: `id ${comparison} ?`, values: [bound] })
    isWalkingById = true
  }
  const order = orderBy(payload['sort'], isWalkingById)
  const rows = database
    .prepare(
      `SELECT * FROM users WHERE ${conditions.map(({ sql }) => sql).join(' AND ')}
       ORDER BY ${order.sql} LIMIT ? OFFSET ?`,
    )
    .all(...conditions.flatMap(({ values }) => values), ...order.values, limit, offset)
  return `"users":[${rows.map((row) => userJson(row as StoredUser)).join(',')}]`
}

function parsed(text: string | null): Payload {
  try {
    const value: unknown = JSON.parse(text ?? '')
    if (typeof value === 'object' && value !== null) return value as Payload
  } catch {
    // Answered below, as for a payload that is not an object.
  }
  throw inputError(OPERATION, 'invalid json data')
}

function count(payload: Payload, name: string, max: number, unset: number): number {
  const value = payload[name] ?? unset
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    throw inputError(OPERATION, `${name} must be an integer`)
  }
  if (value < 0) throw inputError(OPERATION, `${name} must be 0 or greater`)
  if (value > max) throw inputError(OPERATION, `${name} must be ${max} or less`)
  return value
}

function orderBy(sort: unknown, isWalkingById: boolean): Condition {
  if (sort === undefined || sort === null || (Array.isArray(sort) && sort.length === 0)) {
    return { sql: isWalkingById ? 'id DESC' : 'created_at DESC, id DESC', values: [] }
  }
  if (!Array.isArray(sort)) throw inputError(OPERATION, 'sort must be an array')
  if (sort.length > MAX_SORT_KEYS) {
    throw inputError(OPERATION, `sort must contain at maximum ${MAX_SORT_KEYS} item`)
  }
  const keys = sort.map((key: unknown) => sortKey(key))
  return {
    sql: keys.map(({ sql }) => sql).join(', '),
    values: keys.flatMap(({ values }) => values),
  }
}

function sortKey(key: unknown): Condition {
  const { field, direction = 1, type = '' } = (key ?? {}) as Record<string, unknown>
  if (typeof field !== 'string' || field === '') throw inputError(OPERATION, 'sort needs a field')
  if (direction !== 1 && direction !== -1) {
    throw inputError(OPERATION, `sort direction of "${field}" must be 1 or -1`)
  }
  // Empty values come last going up and first going down, as in Postgres.
  const way = direction === 1 ? 'ASC NULLS LAST' : 'DESC NULLS FIRST'
  if (sortable.has(field)) {
    // Columns that are never empty keep their index without the word about nulls.
    const plain = direction === 1 ? 'ASC' : 'DESC'
    const canBeEmpty = field === 'last_active' || field === 'name'
    return { sql: `${field} ${canBeEmpty ? way : plain}`, values: [] }
  }
  const kind = type === 'number' ? 'number' : type === 'boolean' ? 'yes-no' : undefined
  const value = kind ? 'value' : 'CAST(value AS TEXT)'
  return {
    sql: `(SELECT ${value} FROM custom_values WHERE rid = users.rid AND key = ?
           AND kind ${kind ? '= ?' : `IN ('text', 'number', 'yes-no')`} LIMIT 1) ${way}`,
    values: [field.replace(/^custom\./, ''), ...(kind ? [kind] : [])],
  }
}
