import { allOf, anyOf, type Condition, everybody, noneOf } from './condition.ts'
import { columnCondition } from './column-filter.ts'
import { customCondition } from './custom-filter.ts'
import { startsAWord } from './autocomplete.ts'
import { fail, isPlain, operatorError } from './filter-error.ts'
import { teamsCondition } from './teams-filter.ts'

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

const MAX_DEPTH = 10
/** Far more than an address can hold of any use, far less than what SQLite gives up at. */
const MAX_CONDITIONS = 500

/**
 * Reads `filter_conditions`: fields with operators, nested `$and`, `$or` and `$nor`. A name that is
 * no field means a custom one, with or without `custom.` before it.
 *
 * @throws {ApiError} code 4 where Stream would refuse.
 */
export function readFilter(filter: unknown): Condition {
  return new Reader().read(filter, 0)
}

class Reader {
  #count = 0

  read(filter: unknown, depth: number): Condition {
    if (!isPlain(filter)) throw fail('filter_conditions must be an object')
    if (depth > MAX_DEPTH) throw fail('filter_conditions are nested too deep')
    const parts = Object.entries(filter).flatMap(([key, value]) => {
      if (key === '$and' || key === '$or' || key === '$nor') return this.#group(key, value, depth)
      if (key.startsWith('$')) throw fail(`operator "${key}" is not allowed here`)
      return this.#field(key, value)
    })
    return parts.length === 0 ? everybody : allOf(parts)
  }

  #group(key: '$and' | '$or' | '$nor', list: unknown, depth: number): Condition {
    if (!Array.isArray(list) || list.length === 0) throw fail(`${key} expects a list of filters`)
    const parts = list.map((part: unknown) => {
      this.#countOne()
      return this.read(part, depth + 1)
    })
    if (key === '$and') return allOf(parts)
    return key === '$or' ? anyOf(parts) : noneOf(parts)
  }

  #field(name: string, given: unknown): Condition[] {
    // `custom: { color: "red" }` is another way to write `custom.color`.
    if (name === 'custom' && isPlain(given) && !hasOperators(given)) {
      return Object.entries(given).flatMap(([key, value]) => this.#field(`custom.${key}`, value))
    }
    const tests = isPlain(given) ? Object.entries(given) : [['$eq', given] as const]
    return tests.map(([operator, value]) => {
      this.#countOne()
      if (!operator.startsWith('$')) throw fail(`unrecognized operator "${operator}"`)
      return condition(name, operator, value)
    })
  }

  #countOne(): void {
    if (++this.#count > MAX_CONDITIONS) {
      throw fail(`filter_conditions must contain at maximum ${MAX_CONDITIONS} conditions`)
    }
  }
}

function condition(name: string, operator: string, value: unknown): Condition {
  const key = name.replace(/^custom\./, '')
  if (key === 'username' && operator === '$autocomplete') return startsAWord('username', value)
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined
  if (!field) return customCondition(key, operator, value)
  if (!field.operators.includes(operator)) throw operatorError(operator, name)
  if (operator === '$autocomplete') return startsAWord(name as 'id' | 'name', value)
  if (field.type === 'list') return teamsCondition(operator, value)
  return columnCondition(name, field.type, operator, value)
}

function hasOperators(value: object): boolean {
  return Object.keys(value).some((key) => key.startsWith('$'))
}
