import { elementsOf, type FactValue, no, nothing, typeOf, yes } from '../store/facts.ts'
import { type Condition, known, noneOf, placesFor, type Sql } from './condition.ts'
import { existsValue, fail, listOf, operatorError, wrongType } from './filter-error.ts'

const comparisons: Record<string, string> = { $eq: '=', $gt: '>', $gte: '>=', $lt: '<', $lte: '<=' }
/** Where a type starts and where the next one does in SQLite's order: numbers, text, bytes. */
const starts = { number: -Infinity, text: '', 'yes-no': no }
const ends = { number: '', text: new Uint8Array(), 'yes-no': Uint8Array.of(2) }

/** A condition on a custom value. Values compare within their own type: "9" is no number. */
export function customCondition(key: string, operator: string, value: unknown): Condition {
  if (operator === '$q') throw fail(`search is not enabled for field users.${key}`)
  if (operator === '$ne') throw fail('operator $ne is not supported for custom fields')
  if (operator === '$exists') return existsValue(value) ? present(key) : noneOf([present(key)])
  if (value === null && operator === '$eq') {
    const something = { sql: 's.key = ? AND s.value <> ?', values: [key, nothing] }
    return noneOf([inFacts(something, false)])
  }
  if (operator === '$in') {
    return among(
      key,
      listOf(key, operator, value).map((one) => scalar(key, one)),
    )
  }
  if (operator === '$contains') return among(elementsOf(key), [scalar(key, value)])
  const comparison = comparisons[operator]
  if (!comparison) throw operatorError(operator, key)
  const one = scalar(key, value)
  return operator === '$eq' ? among(key, [one]) : within(key, comparison, one)
}

function present(key: string): Condition {
  return inFacts({ sql: 's.key = ?', values: [key] }, false)
}

function among(key: string, values: FactValue[]): Condition {
  const sql = `s.key = ? AND s.value IN (${placesFor(values)})`
  return inFacts({ sql, values: [key, ...values] }, values.length === 1)
}

function inFacts({ sql, values }: Sql, isInOrder: boolean): Condition {
  const test = `EXISTS (SELECT 1 FROM facts s WHERE ${sql} AND s.rid = +users.rid)`
  return known({ sql: test, values }, { table: 'facts', sql, values, isInOrder })
}

/** A range: the index is by value, so a single user is asked through the custom object itself. */
function within(key: string, comparison: string, value: FactValue): Condition {
  const type = typeOf(value) as keyof typeof ends
  const [otherEnd, limit] = comparison.startsWith('>') ? ['<', ends[type]] : ['>=', starts[type]]
  return known(
    { sql: `custom_value(users.custom, ?, ?) ${comparison} ?`, values: [key, type, value] },
    {
      table: 'facts',
      sql: `s.key = ? AND s.value ${comparison} ? AND s.value ${otherEnd} ?`,
      values: [key, value, limit],
      isInOrder: false,
    },
  )
}

function scalar(key: string, value: unknown): FactValue {
  if (typeof value === 'string') return value.toWellFormed()
  if (typeof value === 'number') return value
  if (typeof value === 'boolean') return value ? yes : no
  throw wrongType(key, value, 'string, number or bool')
}
