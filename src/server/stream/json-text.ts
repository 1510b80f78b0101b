/**
 * Takes JSON apart without reading its values: `JSON.parse` would round integers beyond 2^53,
 * turn `1.10` into `1.1`, sort integer-like keys first and keep only the last of two equal keys.
 * The text given must have passed `JSON.parse`; other text throws a SyntaxError or gives nonsense.
 */

const SPACE = /[ \t\n\r]*/y
const STRING = /"(?:[^"\\]|\\.)*"/y
/** A number, true, false or null: everything up to the next mark. */
const WORD = /[^ \t\n\r,\]}]+/y
/** Inside a list or object only strings and brackets matter. */
const UP_TO_MARK = /[^"[\]{}]*/y

/** The members of a JSON object in the order of the text, each value as its exact text. */
export function membersOf(objectText: string): [key: string, valueText: string][] {
  const members: [string, string][] = []
  let at = afterOpening(objectText, '{')
  while (objectText[at] !== '}') {
    const keyEnd = endOf(STRING, objectText, at)
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
  let at = afterOpening(listText, '[')
  while (listText[at] !== ']') {
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
  const first = text[start]
  if (first === '"') return endOf(STRING, text, start)
  if (first !== '{' && first !== '[') return endOf(WORD, text, start)
  // A loop, not recursion: a value may be nested as deeply as it is long.
  let depth = 0
  let at = start
  do {
    at = endOf(UP_TO_MARK, text, at)
    const mark = text[at]
    if (mark === undefined) throw new SyntaxError('JSON text ends inside a value')
    if (mark === '"') {
      at = endOf(STRING, text, at)
    } else {
      depth += mark === '{' || mark === '[' ? 1 : -1
      at += 1
    }
  } while (depth > 0)
  return at
}

function afterOpening(text: string, bracket: '{' | '['): number {
  const at = skipSpace(text, 0)
  if (text[at] !== bracket) throw new SyntaxError(`Expected JSON text that starts with ${bracket}`)
  return skipSpace(text, at + 1)
}

function afterComma(text: string, valueEnd: number): number {
  const at = skipSpace(text, valueEnd)
  return text[at] === ',' ? skipSpace(text, at + 1) : at
}

function skipSpace(text: string, at: number): number {
  return endOf(SPACE, text, at)
}

function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  if (!pattern.test(text)) throw new SyntaxError(`Not JSON at character ${at}`)
  return pattern.lastIndex
}
