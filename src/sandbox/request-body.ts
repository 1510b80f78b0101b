import { inputError } from './api-error.ts'
import { elements, isObject, members } from './json-text.ts'

/** A request's body, readable by member and with the exact text of every value at hand. */
export class RequestBody {
  readonly #operation: string
  readonly #members: Map<string, string>

  constructor(operation: string, text: string) {
    this.#operation = operation
    try {
      JSON.parse(text === '' ? '{}' : text)
    } catch {
      throw inputError(operation, 'invalid json data')
    }
    const trimmed = text.trim() || '{}'
    if (!isObject(trimmed)) throw inputError(operation, 'invalid json data')
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
    if (value !== undefined && typeof value !== 'string') throw this.#wrong(name, 'string')
    return value
  }

  boolean(name: string): boolean | undefined {
    const value = this.#parsed(name)
    if (value !== undefined && typeof value !== 'boolean') throw this.#wrong(name, 'bool')
    return value
  }

  strings(name: string): string[] | undefined {
    const value = this.#parsed(name)
    if (value === undefined) return undefined
    if (!Array.isArray(value) || value.some((one) => typeof one !== 'string')) {
      throw this.#wrong(name, 'array of strings')
    }
    return value as string[]
  }

  /** 1–100 user ids. */
  userIds(): string[] {
    const ids = this.strings('user_ids') ?? []
    if (ids.length === 0) throw inputError(this.#operation, 'user_ids must contain at least 1 item')
    if (ids.length > 100)
      throw inputError(this.#operation, 'user_ids must contain at maximum 100 items')
    return ids
  }

  object(name: string): [key: string, valueText: string][] | undefined {
    const text = this.text(name)
    if (text === undefined) return undefined
    if (!isObject(text)) throw this.#wrong(name, 'object')
    return members(text)
  }

  list(name: string): string[] | undefined {
    const text = this.text(name)
    if (text === undefined) return undefined
    if (!text.startsWith('[')) throw this.#wrong(name, 'array')
    return elements(text)
  }

  #parsed(name: string): unknown {
    const text = this.text(name)
    return text === undefined ? undefined : JSON.parse(text)
  }

  #wrong(name: string, expected: string) {
    return inputError(
      this.#operation,
      `field \`${name}\` contains the wrong type. expecting ${expected}`,
    )
  }
}
