import type { CustomField } from '../../contract/custom-field.ts'
import { malformed } from './failure.ts'
import { JsonReader } from './json-text.ts'
import { toTimestamp } from './wire-time.ts'

/**
 * Reads the values of Stream's JSON as what they ought to be. Null is read as null everywhere, and
 * means the same as absent, as in Stream's own clients.
 *
 * @throws {StreamFailure} where a value has another type than asked for.
 */
export class WireReader extends JsonReader {
  #owner = 'answer'
  #name = ''

  /**
   * Reads an object's members by name; one that is not read is skipped.
   *
   * @param owner  what to call it when one of them is wrong.
   * @returns false when it is null.
   */
  object(owner: string, read: (name: string) => void): boolean {
    if (this.#passNull()) return false
    if (this.next() !== '{') this.#fail()
    this.members((name) => {
      this.#owner = owner
      this.#name = name
      read(name)
    })
    return true
  }

  list<T>(read: () => T): T[] {
    if (this.#passNull()) return []
    return this.next() === '[' ? this.items(read) : this.#fail()
  }

  text(): string | null {
    if (this.#passNull()) return null
    return this.next() === '"' ? this.string() : this.#fail()
  }

  texts(): string[] {
    return this.list(() => this.text() ?? this.#fail())
  }

  flag(): boolean | null {
    if (this.#passNull()) return null
    const word = this.value()
    return word === 'true' || word === 'false' ? word === 'true' : this.#fail()
  }

  integer(): number | null {
    if (this.#passNull()) return null
    const value = Number(this.value())
    return Number.isSafeInteger(value) ? value : this.#fail()
  }

  time(): string | null {
    return this.#passNull() ? null : (toTimestamp(this.value()) ?? this.#fail())
  }

  /** Members as they are, null included. */
  fields(): CustomField[] {
    const fields: CustomField[] = []
    if (this.#passNull()) return fields
    if (this.next() !== '{') this.#fail()
    this.members((key) => fields.push({ key, json: this.value() }))
    return fields
  }

  #passNull(): boolean {
    // Nothing else in JSON begins with an n.
    const isNull = this.next() === 'n'
    if (isNull) this.value()
    return isNull
  }

  // The value itself is left out: it may be personal data, and this text reaches logs.
  #fail(): never {
    throw malformed(`${this.#owner}.${this.#name}`)
  }
}
