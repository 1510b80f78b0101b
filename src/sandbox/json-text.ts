/**
 * Reads JSON without changing a letter of its values. `JSON.parse` rounds big integers, turns
 * `1.10` into `1.1` and moves keys that look like numbers; Stream keeps what it was given.
 * Every function expects text that `JSON.parse` has accepted.
 */

/** An object's members in order, values as exact text; the last of equal keys wins. */
export function members(text: string): [key: string, valueText: string][] {
  const found = new Map<string, string>()
  let at = skipSpace(text, 1)
  while (text.charCodeAt(at) !== CLOSE_OBJECT) {
    const keyEnd = endOfValue(text, at)
    const key = keyAt(text, at, keyEnd)
    const valueStart = skipSpace(text, skipSpace(text, keyEnd) + 1)
    const valueEnd = endOfValue(text, valueStart)
    found.set(key, text.slice(valueStart, valueEnd))
    at = skipSpace(text, valueEnd)
    if (text.charCodeAt(at) === COMMA) at = skipSpace(text, at + 1)
  }
  return [...found]
}

/** One member's exact text without reading the others out; the last of equal keys wins. */
export function memberText(text: string, wanted: string): string | undefined {
  let found: string | undefined
  let at = skipSpace(text, 1)
  while (text.charCodeAt(at) !== CLOSE_OBJECT) {
    const keyEnd = endOfValue(text, at)
    const valueStart = skipSpace(text, skipSpace(text, keyEnd) + 1)
    const valueEnd = endOfValue(text, valueStart)
    if (keyAt(text, at, keyEnd) === wanted) found = text.slice(valueStart, valueEnd)
    at = skipSpace(text, valueEnd)
    if (text.charCodeAt(at) === COMMA) at = skipSpace(text, at + 1)
  }
  return found
}

/** An array's elements as exact text. */
export function elements(arrayText: string): string[] {
  const found: string[] = []
  let at = skipSpace(arrayText, 1)
  while (arrayText.charCodeAt(at) !== CLOSE_LIST) {
    const end = endOfValue(arrayText, at)
    found.push(arrayText.slice(at, end))
    at = skipSpace(arrayText, end)
    if (arrayText.charCodeAt(at) === COMMA) at = skipSpace(arrayText, at + 1)
  }
  return found
}

/** An object's text from its members. */
export function objectText(list: Iterable<readonly [key: string, valueText: string]>): string {
  const parts: string[] = []
  for (const [key, valueText] of list) parts.push(`${JSON.stringify(key)}:${valueText}`)
  return `{${parts.join(',')}}`
}

export function isObject(valueText: string): boolean {
  return valueText.startsWith('{')
}

function keyAt(text: string, start: number, end: number): string {
  const raw = text.slice(start + 1, end - 1)
  return raw.includes('\\') ? (JSON.parse(text.slice(start, end)) as string) : raw
}

// Codes instead of letters: this is read for every user asked during a walk.
const QUOTE = 34
const COMMA = 44
const BACKSLASH = 92
const OPEN_LIST = 91
const CLOSE_LIST = 93
const OPEN_OBJECT = 123
const CLOSE_OBJECT = 125

function skipSpace(text: string, from: number): number {
  let at = from
  while (isSpace(text.charCodeAt(at))) at++
  return at
}

function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9
}

function endOfValue(text: string, start: number): number {
  const first = text.charCodeAt(start)
  if (first === QUOTE) return endOfString(text, start)
  return first === OPEN_OBJECT || first === OPEN_LIST
    ? endOfNested(text, start)
    : endOfPlain(text, start)
}

/** The end of a number, `true`, `false` or `null`. */
function endOfPlain(text: string, start: number): number {
  let at = start
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === COMMA || code === CLOSE_OBJECT || code === CLOSE_LIST || isSpace(code)) break
  }
  return at
}

function endOfNested(text: string, start: number): number {
  let depth = 0
  for (let at = start; ; at++) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) at = endOfString(text, at) - 1
    else if (code === OPEN_OBJECT || code === OPEN_LIST) depth++
    else if ((code === CLOSE_OBJECT || code === CLOSE_LIST) && --depth === 0) return at + 1
  }
}

function endOfString(text: string, start: number): number {
  let at = start + 1
  for (let code = text.charCodeAt(at); code !== QUOTE; code = text.charCodeAt(at)) {
    at += code === BACKSLASH ? 2 : 1
  }
  return at + 1
}
