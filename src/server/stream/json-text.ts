const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const OPEN_BRACE = 0x7b
const CLOSE_BRACE = 0x7d
const OPEN_BRACKET = 0x5b
const CLOSE_BRACKET = 0x5d

/**
 * Goes through JSON from front to back without reading its values: `JSON.parse` would round integers
 * beyond 2^53, turn `1.10` into `1.1`, sort integer-like keys first and keep only the last of two
 * equal keys. The text given must have passed `JSON.parse`; other text throws a SyntaxError or gives
 * nonsense. Characters are compared by code, and each is looked at once: a page of users passes here.
 */
export class JsonReader {
  readonly #text: string
  #at: number

  constructor(text: string) {
    this.#text = text
    this.#at = skipSpace(text, 0)
  }

  /** The first character of the value that comes next, which says what kind of value it is. */
  next(): string {
    return this.#text[this.#at] ?? ''
  }

  /** The exact text of the next value. */
  value(): string {
    const start = this.#at
    this.#at = endOfValue(this.#text, start)
    return this.#text.slice(start, this.#at)
  }

  /** The next value, which is a string. */
  string(): string {
    const start = this.#at
    this.#at = endOfString(this.#text, start)
    const inner = this.#text.slice(start + 1, this.#at - 1)
    return inner.includes('\\') ? (JSON.parse(`"${inner}"`) as string) : inner
  }

  /** The members of the object that comes next, in the order of the text. A value not read is skipped. */
  members(read: (key: string) => void): void {
    this.#open(OPEN_BRACE)
    while (this.#text.charCodeAt(this.#at) !== CLOSE_BRACE) {
      const key = this.string()
      const start = skipSpace(this.#text, skipSpace(this.#text, this.#at) + 1)
      this.#at = start
      read(key)
      if (this.#at === start) this.#at = endOfValue(this.#text, start)
      this.#afterComma()
    }
    this.#at++
  }

  /** The values of the list that comes next; each has to be read. */
  items<T>(read: () => T): T[] {
    const items: T[] = []
    this.#open(OPEN_BRACKET)
    while (this.#text.charCodeAt(this.#at) !== CLOSE_BRACKET) {
      items.push(read())
      this.#afterComma()
    }
    this.#at++
    return items
  }

  #open(bracket: number): void {
    if (this.#text.charCodeAt(this.#at) !== bracket) {
      throw new SyntaxError('Not the JSON text that was expected')
    }
    this.#at = skipSpace(this.#text, this.#at + 1)
  }

  #afterComma(): void {
    this.#at = skipSpace(this.#text, this.#at)
    if (this.#text.charCodeAt(this.#at) === COMMA) this.#at = skipSpace(this.#text, this.#at + 1)
  }
}

/** The members of a JSON object, each value as its exact text. */
export function membersOf(objectText: string): [key: string, valueText: string][] {
  const members: [string, string][] = []
  const reader = new JsonReader(objectText)
  reader.members((key) => members.push([key, reader.value()]))
  return members
}

/**
 * The same JSON as text that UTF-8 can carry: half a character can stand only in a string, where its
 * escape means the same.
 */
export function wellFormed(json: string): string {
  if (json.isWellFormed()) return json
  return json.replace(/\p{Surrogate}/gu, (half) => `\\u${half.charCodeAt(0).toString(16)}`)
}

function endOfValue(text: string, start: number): number {
  const first = text.charCodeAt(start)
  if (first === QUOTE) return endOfString(text, start)
  if (first === OPEN_BRACE || first === OPEN_BRACKET) return endOfNested(text, start)
  return endOfWord(text, start)
}

function endOfString(text: string, start: number): number {
  if (text.charCodeAt(start) !== QUOTE) throw new SyntaxError(`Not JSON at character ${start}`)
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) return at + 1
    if (code === BACKSLASH) at++
  }
  throw new SyntaxError('JSON text ends inside a string')
}

/** A loop, not recursion: a value may be nested as deeply as it is long. */
function endOfNested(text: string, start: number): number {
  let depth = 0
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) at = endOfString(text, at) - 1
    else if (code === OPEN_BRACE || code === OPEN_BRACKET) depth++
    else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) depth--
    if (depth === 0) return at + 1
  }
  throw new SyntaxError('JSON text ends inside a value')
}

/** A number, true, false or null: everything up to the next mark. */
function endOfWord(text: string, start: number): number {
  let at = start
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === COMMA || code === CLOSE_BRACE || code === CLOSE_BRACKET || isSpace(code)) break
  }
  if (at === start) throw new SyntaxError(`Not JSON at character ${start}`)
  return at
}

function skipSpace(text: string, start: number): number {
  let at = start
  while (isSpace(text.charCodeAt(at))) at++
  return at
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09
}
