import { inputError } from './api-error.ts'
import { parseTime } from './time.ts'
import { wordsOf } from './words.ts'

/** A condition in SQL over `users`, with its parameters in order. */
export type Condition = { sql: string; values: (string | number)[] }
type Json = Record<string, unknown>

const OPERATION = 'QueryUsers'
const fail = (detail: string) => inputError(OPERATION, detail)

type Field = { type: 'text' | 'yes-no' | 'time' | 'list'; operators: readonly string[] }
const range = ['$eq', '$gt', '$gte', '$lt', '$lte', '$in', '$exists']

/** The newer specification's superset of fields and operators. */
const fields: Record<string, Field> = {
  id: { type: 'text', operators: [...range, '$ne', '$nin', '$autocomplete'] },
  role: { type: 'text', operators: range },
  name: { type: 'text', operators: [...range, '$autocomplete'] },
  banned: { type: 'yes-no', operators: ['$eq', '$ne'] },
  shadow_banned: { type: 'yes-no', operators: ['$eq', '$ne'] },
  bypass_moderation: { type: 'yes-no', operators: ['$eq', '$ne'] },
  created_at: { type: 'time', operators: range },
  updated_at: { type: 'time', operators: range },
  last_active: { type: 'time', operators: range },
  teams: { type: 'list', operators: ['$eq', '$contains', '$in'] },
  language: { type: 'text', operators: ['$eq'] },
}
const customOperators = [...range, '$contains']
const comparisons: Record<string, string> = { $gt: '>', $gte: '>=', $lt: '<', $lte: '<=', $eq: '=' }

/** Turns `filter_conditions` into SQL. @throws {ApiError} code 4 where Stream would refuse. */
export function filterToSql(filter: unknown, depth = 0): Condition {
  if (!isPlain(filter)) throw fail('filter_conditions must be an object')
  if (depth > 10) throw fail('filter_conditions are nested too deep')
  const parts = Object.entries(filter).map(([key, value]) => {
    if (key === '$and' || key === '$or' || key === '$nor') return combined(key, value, depth)
    if (key.startsWith('$')) throw fail(`operator "${key}" is not allowed here`)
    return fieldCondition(key, value)
  })
  return joined(parts, 'AND')
}

function combined(key: string, list: unknown, depth: number): Condition {
  if (!Array.isArray(list) || list.length === 0) throw fail(`${key} expects a list of filters`)
  const inner = joined(
    list.map((part) => filterToSql(part, depth + 1)),
    key === '$and' ? 'AND' : 'OR',
  )
  return key === '$nor' ? { sql: `NOT ${inner.sql}`, values: inner.values } : inner
}

function fieldCondition(name: string, given: unknown): Condition {
  const tests = isPlain(given) ? Object.entries(given) : [['$eq', given] as const]
  const conditions = tests.map(([operator, value]) => {
    if (!operator.startsWith('$')) throw fail(`unrecognized operator "${operator}"`)
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined
    if (name === 'username' && operator === '$autocomplete') return startsAWord('username', value)
    if (!field) return customCondition(name.replace(/^custom\./, ''), operator, value)
    if (!field.operators.includes(operator)) {
      throw fail(`operator "${operator}" is not allowed for field "${name}"`)
    }
    if (operator === '$autocomplete') return startsAWord(name, value)
    if (operator === '$exists') return exists(name, value)
    if (field.type === 'list') return teamsCondition(operator, value)
    return columnCondition(name, field.type, operator, value)
  })
  return joined(conditions, 'AND')
}

function columnCondition(
  column: string,
  type: Field['type'],
  operator: string,
  value: unknown,
): Condition {
  if (value === null && operator === '$eq') return { sql: `${column} IS NULL`, values: [] }
  const read = (one: unknown) => columnValue(column, type, one)
  if (operator === '$in' || operator === '$nin') {
    const values = listOf(column, operator, value).map(read)
    const not = operator === '$nin' ? 'NOT ' : ''
    return { sql: `${column} ${not}IN (${values.map(() => '?').join(',')})`, values }
  }
  if (operator === '$ne') return { sql: `${column} IS NOT ?`, values: [read(value)] }
  return { sql: `${column} ${comparisons[operator]} ?`, values: [read(value)] }
}

function columnValue(column: string, type: Field['type'], value: unknown): string | number {
  if (type === 'yes-no') {
    if (typeof value !== 'boolean') throw wrongType(column, value, 'bool')
    return Number(value)
  }
  if (typeof value !== 'string') throw wrongType(column, value, 'string')
  if (type === 'text') return value
  const time = parseTime(value)
  if (time === undefined) throw fail(`field \`${column}\` must be an RFC3339 timestamp`)
  return time
}

function exists(column: string, value: unknown): Condition {
  if (typeof value !== 'boolean') throw fail('$exists operator only support boolean values')
  return { sql: `${column} IS ${value ? 'NOT ' : ''}NULL`, values: [] }
}

function teamsCondition(operator: string, value: unknown): Condition {
  const member = 'rid IN (SELECT rid FROM teams WHERE team IN'
  if (operator === '$contains') {
    if (typeof value !== 'string' || value === '') throw wrongType('teams', value, 'string')
    return { sql: `${member} (?))`, values: [value] }
  }
  if (operator === '$in') {
    const values = listOf('teams', operator, value).map(String)
    return { sql: `${member} (${values.map(() => '?').join(',')}))`, values }
  }
  if (value === null) return { sql: `teams = '[]'`, values: [] }
  if (typeof value === 'string' && value !== '')
    return { sql: 'teams = ?', values: [JSON.stringify([value])] }
  if (!Array.isArray(value)) throw wrongType('teams', value, 'array')
  return { sql: 'teams = ?', values: [JSON.stringify(value)] }
}

function startsAWord(field: string, value: unknown): Condition {
  const words = typeof value === 'string' ? wordsOf(value) : []
  if (words.length === 0) {
    throw fail(
      '$autocomplete field is empty or contains invalid characters. ' +
        'Please provide a valid string to autocomplete',
    )
  }
  return joined(
    words.map((word) => ({
      sql: 'rid IN (SELECT rid FROM words WHERE field = ? AND word >= ? AND word < ?)',
      values: [field, word, `${word}\u{10ffff}`],
    })),
    'AND',
  )
}

function customCondition(path: string, operator: string, value: unknown): Condition {
  if (operator === '$q') throw fail(`search is not enabled for field users.${path}`)
  if (operator === '$ne') throw fail('operator $ne is not supported for custom fields')
  if (!customOperators.includes(operator)) {
    throw fail(`operator "${operator}" is not allowed for field "${path}"`)
  }
  const among = (rest: string, values: (string | number)[]): Condition => ({
    sql: `rid IN (SELECT rid FROM custom_values WHERE key = ? AND ${rest})`,
    values: [path, ...values],
  })
  const present = among(`kind = 'present'`, [])
  if (operator === '$exists') {
    if (typeof value !== 'boolean') throw fail('$exists operator only support boolean values')
    return value ? present : { ...present, sql: `NOT ${present.sql}` }
  }
  if (value === null && operator === '$eq') return { ...present, sql: `NOT ${present.sql}` }
  if (operator === '$in') {
    return joined(
      listOf(path, operator, value).map((one) => customCondition(path, '$eq', one)),
      'OR',
    )
  }
  const { kind, bound } = scalar(path, value)
  if (operator === '$contains') return among('kind = ? AND value = ?', [`in:${kind}`, bound])
  return among(`kind = ? AND value ${comparisons[operator]} ?`, [kind, bound])
}

function scalar(path: string, value: unknown): { kind: string; bound: string | number } {
  if (typeof value === 'string') return { kind: 'text', bound: value }
  if (typeof value === 'number') return { kind: 'number', bound: value }
  if (typeof value === 'boolean') return { kind: 'yes-no', bound: Number(value) }
  throw wrongType(path, value, 'string, number or bool')
}

function listOf(field: string, operator: string, value: unknown): unknown[] {
  if (!Array.isArray(value)) throw fail(`${operator} on field \`${field}\` expects an array`)
  if (value.length === 0) throw fail(`${operator} on field \`${field}\` is empty`)
  return value
}

function wrongType(field: string, value: unknown, expected: string) {
  const type = Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value
  return fail(`field \`${field}\` contains type ${type}. expecting ${expected}`)
}

function joined(parts: Condition[], word: 'AND' | 'OR'): Condition {
  if (parts.length === 0) return { sql: '1', values: [] }
  return {
    sql: `(${parts.map(({ sql }) => sql).join(` ${word} `)})`,
    values: parts.flatMap(({ values }) => values),
  }
}

function isPlain(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
