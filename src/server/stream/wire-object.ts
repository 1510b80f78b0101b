import { malformed } from './failure.ts'
import { itemsOf, membersOf } from './json-text.ts'
import { toTimestamp } from './wire-time.ts'

/**
 * One JSON object of Stream's, read member by member from its exact text. Absent and null are the
 * same, as in Stream's own clients.
 *
 * @throws {StreamFailure} where a member has another type than asked for.
 */
export class WireObject {
  readonly members: [key: string, json: string][]
  readonly #what: string
  readonly #texts: Map<string, string>

  /** @param what  how to call it when something is wrong with it. */
  constructor(what: string, members: [key: string, json: string][]) {
    this.#what = what
    this.members = members
    this.#texts = new Map(members)
  }

  text(name: string): string {
    return this.textOrNull(name) ?? this.#fail(name)
  }

  textOrNull(name: string): string | null {
    const json = this.#json(name)
    if (json === undefined) return null
    return json.startsWith('"') ? (JSON.parse(json) as string) : this.#fail(name)
  }

  /** False when absent. */
  flag(name: string): boolean {
    return this.flagOrNull(name) ?? false
  }

  flagOrNull(name: string): boolean | null {
    const json = this.#json(name)
    if (json === undefined) return null
    if (json === 'true' || json === 'false') return json === 'true'
    return this.#fail(name)
  }

  integerOrNull(name: string): number | null {
    const json = this.#json(name)
    if (json === undefined) return null
    const value = Number(json)
    return Number.isSafeInteger(value) ? value : this.#fail(name)
  }

  time(name: string): string {
    return this.timeOrNull(name) ?? this.#fail(name)
  }

  timeOrNull(name: string): string | null {
    const json = this.#json(name)
    if (json === undefined) return null
    return toTimestamp(json) ?? this.#fail(name)
  }

  /** The exact text of each value; empty when absent. */
  list(name: string): string[] {
    const json = this.#json(name)
    if (json === undefined) return []
    return json.startsWith('[') ? itemsOf(json) : this.#fail(name)
  }

  texts(name: string): string[] {
    return this.list(name).map((json) =>
      json.startsWith('"') ? (JSON.parse(json) as string) : this.#fail(name),
    )
  }

  object(name: string): WireObject | undefined {
    const json = this.#json(name)
    if (json === undefined) return undefined
    if (!json.startsWith('{')) return this.#fail(name)
    return new WireObject(`${this.#what}.${name}`, membersOf(json))
  }

  #json(name: string): string | undefined {
    const json = this.#texts.get(name)
    return json === 'null' ? undefined : json
  }

  // The value itself is left out: it may be personal data, and this text reaches logs.
  #fail(name: string): never {
    throw malformed(`${this.#what}.${name}`)
  }
}
