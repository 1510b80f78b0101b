import { elements, isObject, members } from '../json-text.ts'
import { inputError } from './api-error.ts'

/** A JSON object that came with a request, by member and with the exact text of every value at hand. */
export class RequestBody {
  readonly #operation: string
  readonly #members: Map<string, string>

  /** @throws {ApiError} code 4 when `text` is not a JSON object; no text at all is an empty one. */
  constructor(operation: string, text: string) {
    this.#operation = operation
    const trimmed = text.trim() || '{}'
    if (!isObject(trimmed)) throw inputError(operation, 'invalid json data')
    try {
      JSON.parse(trimmed)
    } catch {
      throw inputError(operation, 'invalid json data')
    }
    this.#members = new Map(members(trimmed))
  }

  /** The exact text of a member; null and missing are both undefined. */
  text(name: string): string | undefined {
    const text = this.#members.get(name)
    return text === 'null' ? undefined : text
  }

  keys(): string[] {
    return [...this.#members.keys()]
  }

  string(name: string): string | undefined {
    const value = this.#parsed(name)
    if (value !== undefined && typeof value !== 'string') throw this.#wrong(name, value, 'string')
    return value
  }

  /** @param max  in characters. */
  required(name: string, max = 255): string {
    const value = this.string(name) ?? ''
    if (value === '') throw inputError(this.#operation, `${name} is a required field`)
    if (value.length > max) {
      throw inputError(this.#operation, `${name} must be ${max} characters or less`)
    }
    return value
  }

  boolean(name: string): boolean | undefined {
    const value = this.#parsed(name)
    if (value !== undefined && typeof value !== 'boolean') throw this.#wrong(name, value, 'bool')
    return value
  }

  /** A whole number of `min` to `max`. */
  integer(name: string, min: number, max: number): number | undefined {
    const value = this.#parsed(name)
    if (value === undefined) return undefined
    if (typeof value !== 'number') throw this.#wrong(name, value, 'number')
    if (!Number.isInteger(value)) throw inputError(this.#operation, `${name} must be an integer`)
    if (value < min) throw inputError(this.#operation, `${name} must be ${min} or greater`)
    if (value > max) throw inputError(this.#operation, `${name} must be ${max} or less`)
    return value
  }

  oneOf<T extends string>(name: string, allowed: readonly T[]): T | undefined {
    const value = this.string(name)
    const found = allowed.find((one) => one === value)
    if (value !== undefined && value !== '' && !found) {
      throw inputError(this.#operation, `${name} must be one of [${allowed.join(' ')}]`)
    }
    return found
  }

  strings(name: string): string[] | undefined {
    const value = this.#parsed(name)
    if (value === undefined) return undefined
    if (!Array.isArray(value) || value.some((one) => typeof one !== 'string')) {
      throw this.#wrong(name, value, 'array of strings')
    }
    return value as string[]
  }

  /** 1 to `max` ids of users. */
  userIds(name = 'user_ids', max = 100): string[] {
    const ids = this.strings(name) ?? []
    if (ids.length === 0) throw inputError(this.#operation, `${name} must contain at least 1 item`)
    if (ids.length > max) {
      throw inputError(this.#operation, `${name} must contain at maximum ${max} items`)
    }
    return ids
  }

  object(name: string): [key: string, valueText: string][] | undefined {
    const text = this.text(name)
    if (text === undefined) return undefined
    if (!isObject(text)) throw this.#wrong(name, JSON.parse(text), 'object')
    return members(text)
  }

  list(name: string): string[] | undefined {
    const text = this.text(name)
    if (text === undefined) return undefined
    if (!text.startsWith('[')) throw this.#wrong(name, JSON.parse(text), 'array')
    return elements(text)
  }

  #parsed(name: string): unknown {
    const text = this.text(name)
    return text === undefined ? undefined : JSON.parse(text)
  }

  #wrong(name: string, value: unknown, expected: string) {
    return inputError(
      this.#operation,
      `field \`${name}\` contains type ${typeName(value)}. expecting ${expected}`,
    )
  }
}

/** A JSON value's type in the words of Stream's errors. */
export function typeName(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  return typeof value === 'boolean' ? 'bool' : typeof value
}
