import type { FactValue } from '../store/facts.ts'
import { parseTime } from '../time.ts'
import { type Bound, type Condition, known, placesFor, type Sql } from './condition.ts'
import { existsValue, fail, listOf, wrongType } from './filter-error.ts'

type Type = 'text' | 'yes-no' | 'time'

const comparisons: Record<string, string> = { $eq: '=', $gt: '>', $gte: '>=', $lt: '<', $lte: '<=' }
const sides: Record<string, Bound['side'][]> = {
  $eq: ['from', 'to'],
  $gt: ['from'],
  $gte: ['from'],
  $lt: ['to'],
  $lte: ['to'],
}
const indexed = new Set(['id', 'role', 'name', 'created_at', 'updated_at', 'last_active'])

/** A condition on a field with a column of its own. */
export function columnCondition(
  column: string,
  type: Type,
  operator: string,
  value: unknown,
): Condition {
  if (operator === '$exists') return empty(column, !existsValue(value))
  if (value === null && operator === '$eq') return empty(column, true)
  if (type === 'yes-no') return flag(column, value, operator === '$ne')
  const read = (one: unknown) => (type === 'time' ? timeIn(column, one) : textIn(column, one))
  if (operator === '$in' || operator === '$nin') {
    const values = listOf(column, operator, value).map(read)
    const among = `IN (${placesFor(values)})`
    if (operator === '$nin') return { test: { sql: `+users.${column} NOT ${among}`, values } }
    return onColumn(column, { sql: among, values }, values.length === 1)
  }
  const one = read(value)
  if (operator === '$ne') return { test: { sql: `+users.${column} IS NOT ?`, values: [one] } }
  const comparison = { sql: `${comparisons[operator]} ?`, values: [one] }
  return {
    ...onColumn(column, comparison, operator === '$eq'),
    bounds: (sides[operator] ?? []).map((side) => ({ column, side, value: one })),
  }
}

function onColumn(column: string, { sql, values }: Sql, isOneValue: boolean): Condition {
  const test = { sql: `+users.${column} ${sql}`, values }
  if (!indexed.has(column)) return { test }
  // The index of roles holds nothing but row numbers beside its key.
  const isInOrder = column === 'role' && isOneValue
  return known(test, { table: 'users', sql: `s.${column} ${sql}`, values, isInOrder })
}

function empty(column: string, is: boolean): Condition {
  const sql = `${column} IS ${is ? '' : 'NOT '}NULL`
  const test = { sql: `+users.${sql}`, values: [] }
  // Nearly everybody has what can be empty, and an index of nearly everybody is of no use.
  if (!is || !indexed.has(column)) return { test }
  return known(test, { table: 'users', sql: `s.${sql}`, values: [], isInOrder: false })
}

function flag(column: string, value: unknown, isNegated: boolean): Condition {
  if (typeof value !== 'boolean') throw wrongType(column, value, 'bool')
  const sql = `${column} = ${Number(value !== isNegated)}`
  const test = { sql: `+users.${sql}`, values: [] }
  // Only the few for whom it is true are in an index.
  if (value === isNegated) return { test }
  return known(test, { table: 'users', sql: `s.${sql}`, values: [], isInOrder: true })
}

function textIn(column: string, value: unknown): string {
  if (typeof value !== 'string') throw wrongType(column, value, 'string')
  return value
}

function timeIn(column: string, value: unknown): FactValue {
  const time = parseTime(textIn(column, value))
  if (time === undefined) throw fail(`field \`${column}\` must be an RFC3339 timestamp`)
  return time
}
