import { type ApiError, inputError } from '../http/api-error.ts'
import { typeName } from '../http/request-body.ts'

export function fail(detail: string): ApiError {
  return inputError('QueryUsers', detail)
}

export function operatorError(operator: string, field: string): ApiError {
  return fail(`operator "${operator}" is not allowed for field "${field}"`)
}

export function wrongType(field: string, value: unknown, expected: string): ApiError {
  return fail(`field \`${field}\` contains type ${typeName(value)}. expecting ${expected}`)
}

/** The values of `$in` and its kin. @throws {ApiError} when it is no list or an empty one. */
export function listOf(field: string, operator: string, value: unknown): unknown[] {
  if (!Array.isArray(value)) throw wrongType(field, value, 'array')
  if (value.length === 0) throw fail(`${operator} on field \`${field}\` is empty`)
  if (value.length > MAX_LIST) {
    throw fail(`${operator} on field \`${field}\` must contain at maximum ${MAX_LIST} items`)
  }
  return value
}

const MAX_LIST = 1_000

/** @throws {ApiError} when `value` is not true or false. */
export function existsValue(value: unknown): boolean {
  if (typeof value !== 'boolean') throw fail('$exists operator only support boolean values')
  return value
}

export function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
