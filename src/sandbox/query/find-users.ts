import type { DatabaseSync } from 'node:sqlite'
import type { StoredUser } from '../store/user.ts'
import { type Bound, type Condition, isInOrder, type Source, type Sql } from './condition.ts'
import type { Order } from './order.ts'

export type Asked = { condition: Condition; order: Order; limit: number; offset: number }

/** How many times longer it takes to ask a row than to pick it from an index, as a rule of thumb. */
const COST_OF_ASKING = 5

/**
 * Finds a page of users in one of three ways:
 * - *gather*: an index names few candidates; they are looked up and sorted;
 * - *stream*: an index names many, newest first as wanted; they are looked up until the page is full;
 * - *walk*: everybody is asked in the wanted order until the page is full.
 *
 * Gathering costs the number of candidates, walking costs the more the fewer there are: among n
 * users of whom m match, a page of p takes p × n ÷ m steps. At m = √(p × n) they cost the same.
 */
export function findUsers(database: DatabaseSync, asked: Asked): StoredUser[] {
  const { condition, order, limit, offset } = asked
  const enough = manyFor(database, limit + offset)
  const found = condition.candidates?.((source) => sizeOf(database, source, enough))
  if (found && found.size <= enough) return run(database, gather(found.sources, asked), asked)
  const [source] = found?.sources ?? []
  if (source && found && isInOrder(found) && order.column === 'created_at') {
    return run(database, stream(source, asked), asked)
  }
  return run(database, walk(asked), asked)
}

/** What comes after FROM; `row` is the row number, which orders like `created_at` and for free. */
type Plan = Sql & { row?: string }

function gather(sources: Source[], { condition }: Asked): Plan {
  const unions = sources.map(({ table, sql }) => `SELECT s.rid FROM ${table} s WHERE ${sql}`)
  return {
    sql: `users NOT INDEXED WHERE rid IN (${unions.join(' UNION ALL ')}) AND ${condition.test.sql}`,
    values: [...sources.flatMap(({ values }) => values), ...condition.test.values],
    row: 'users.rid',
  }
}

function stream({ table, sql, values }: Source, { condition }: Asked): Plan {
  return {
    sql: `${table} s CROSS JOIN users ON users.rid = s.rid WHERE ${sql} AND ${condition.test.sql}`,
    values: [...values, ...condition.test.values],
    row: 's.rid',
  }
}

function walk({ condition, order }: Asked): Plan {
  const bounds = (condition.bounds ?? []).filter(({ column }) => column === order.column)
  const within = bounds.map(
    ({ column, side }: Bound) => `users.${column} ${side === 'from' ? '>=' : '<='} ?`,
  )
  const index = order.index === undefined ? '' : `INDEXED BY ${order.index}`
  return {
    sql: `users ${index} WHERE ${[...within, condition.test.sql].join(' AND ')}`,
    values: [...bounds.map(({ value }) => value), ...condition.test.values],
  }
}

function run(database: DatabaseSync, { sql, values, row }: Plan, asked: Asked): StoredUser[] {
  const { order, limit, offset } = asked
  const by = row === undefined ? order.sql : order.sql.replace('users.created_at', row)
  return database
    .prepare(`SELECT users.* FROM ${sql} ORDER BY ${by} LIMIT ? OFFSET ?`)
    .all(...values, ...order.values, limit, offset) as StoredUser[]
}

function manyFor(database: DatabaseSync, wanted: number): number {
  const last = database.prepare('SELECT max(rid) AS rid FROM users').get()
  return Math.ceil(Math.sqrt((wanted + 1) * Number(last?.['rid'] ?? 0) * COST_OF_ASKING))
}

/** How many candidates a source has; from `enough` on it stops counting. */
function sizeOf(database: DatabaseSync, { table, sql, values }: Source, enough: number): number {
  const counted = `SELECT 1 FROM ${table} s WHERE ${sql} LIMIT ?`
  const row = database
    .prepare(`SELECT count(*) AS size FROM (${counted})`)
    .get(...values, enough + 1)
  return Number(row?.['size'])
}
