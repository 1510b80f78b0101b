/**
 * Takes JSON apart without reading its values: `JSON.parse` would round integers beyond 2^53,
 * turn `1.10` into `1.1`, sort integer-like keys first and keep only the last of two equal keys.
 * The text given must have passed `JSON.parse`; other text throws a SyntaxError or gives nonsense.
 */

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const OPEN_BRACE = 0x7b
const CLOSE_BRACE = 0x7d
const OPEN_BRACKET = 0x5b
const CLOSE_BRACKET = 0x5d

/** The members of a JSON object in the order of the text, each value as its exact text. */
export function membersOf(objectText: string): [key: string, valueText: string][] {
  const members: [string, string][] = []
  let at = afterOpening(objectText, OPEN_BRACE)
  while (objectText.charCodeAt(at) !== CLOSE_BRACE) {
    const keyEnd = endOfString(objectText, at)
    const valueStart = skipSpace(objectText, skipSpace(objectText, keyEnd) + 1)
    const valueEnd = endOfValue(objectText, valueStart)
    members.push([readString(objectText, at, keyEnd), objectText.slice(valueStart, valueEnd)])
    at = afterComma(objectText, valueEnd)
  }
  return members
}

/** The values of a JSON list, each as its exact text. */
export function itemsOf(listText: string): string[] {
  const items: string[] = []
  let at = afterOpening(listText, OPEN_BRACKET)
  while (listText.charCodeAt(at) !== CLOSE_BRACKET) {
    const end = endOfValue(listText, at)
    items.push(listText.slice(at, end))
    at = afterComma(listText, end)
  }
  return items
}

/**
 * The same JSON as text that UTF-8 can carry: half a character can stand only in a string, where its
 * escape means the same.
 */
export function wellFormed(json: string): string {
  if (json.isWellFormed()) return json
  return json.replace(/\p{Surrogate}/gu, (half) => `\\u${half.charCodeAt(0).toString(16)}`)
}

function readString(text: string, start: number, end: number): string {
  const inner = text.slice(start + 1, end - 1)
  return inner.includes('\\') ? (JSON.parse(text.slice(start, end)) as string) : inner
}

function endOfValue(text: string, start: number): number {
  const first = text.charCodeAt(start)
  if (first === QUOTE) return endOfString(text, start)
  if (first === OPEN_BRACE || first === OPEN_BRACKET) return endOfNested(text, start)
  return endOfWord(text, start)
}

/** Characters are compared by code and strings searched natively: a page of users passes here. */
function endOfString(text: string, start: number): number {
  if (text.charCodeAt(start) !== QUOTE) throw new SyntaxError(`Not JSON at character ${start}`)
  for (let at = start + 1; ; at++) {
    at = text.indexOf('"', at)
    if (at < 0) throw new SyntaxError('JSON text ends inside a string')
    let backslashes = 0
    while (text.charCodeAt(at - 1 - backslashes) === BACKSLASH) backslashes++
    if (backslashes % 2 === 0) return at + 1
  }
}

/** A loop, not recursion: a value may be nested as deeply as it is long. */
function endOfNested(text: string, start: number): number {
  let depth = 0
  let at = start
  do {
    const code = text.charCodeAt(at)
    if (Number.isNaN(code)) throw new SyntaxError('JSON text ends inside a value')
    if (code === QUOTE) {
      at = endOfString(text, at)
      continue
    }
    if (code === OPEN_BRACE || code === OPEN_BRACKET) depth++
    else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) depth--
    at++
  } while (depth > 0)
  return at
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

function afterOpening(text: string, bracket: number): number {
  const at = skipSpace(text, 0)
  if (text.charCodeAt(at) !== bracket) throw new SyntaxError('Not the JSON text that was expected')
  return skipSpace(text, at + 1)
}

function afterComma(text: string, valueEnd: number): number {
  const at = skipSpace(text, valueEnd)
  return text.charCodeAt(at) === COMMA ? skipSpace(text, at + 1) : at
}

function skipSpace(text: string, start: number): number {
  let at = start
  while (isSpace(text.charCodeAt(at))) at++
  return at
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09
}
