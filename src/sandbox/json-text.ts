/**
 * Reads JSON without changing a letter of its values. `JSON.parse` rounds big integers, turns
 * `1.10` into `1.1` and moves keys that look like numbers; Stream keeps what it was given.
 * Every function expects text that `JSON.parse` has accepted.
 */

/** An object's members in order, values as exact text; the last of equal keys wins. */
export function members(text: string): [key: string, valueText: string][] {
  const found = new Map<string, string>()
  let at = skipSpace(text, 1)
  while (text[at] !== '}') {
    const keyEnd = endOfValue(text, at)
    const key = JSON.parse(text.slice(at, keyEnd)) as string
    const valueStart = skipSpace(text, skipSpace(text, keyEnd) + 1)
    const valueEnd = endOfValue(text, valueStart)
    found.set(key, text.slice(valueStart, valueEnd))
    at = skipSpace(text, valueEnd)
    if (text[at] === ',') at = skipSpace(text, at + 1)
  }
  return [...found]
}

/** One member's exact text without reading the others out; the last of equal keys wins. */
export function memberText(text: string, wanted: string): string | undefined {
  let found: string | undefined
  let at = skipSpace(text, 1)
  while (text[at] !== '}') {
    const keyEnd = endOfValue(text, at)
    const valueStart = skipSpace(text, skipSpace(text, keyEnd) + 1)
    const valueEnd = endOfValue(text, valueStart)
    if (isKey(text, at, keyEnd, wanted)) found = text.slice(valueStart, valueEnd)
    at = skipSpace(text, valueEnd)
    if (text[at] === ',') at = skipSpace(text, at + 1)
  }
  return found
}

/** An array's elements as exact text. */
export function elements(arrayText: string): string[] {
  const found: string[] = []
  let at = skipSpace(arrayText, 1)
  while (arrayText[at] !== ']') {
    const end = endOfValue(arrayText, at)
    found.push(arrayText.slice(at, end))
    at = skipSpace(arrayText, end)
    if (arrayText[at] === ',') at = skipSpace(arrayText, at + 1)
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

function isKey(text: string, start: number, end: number, wanted: string): boolean {
  const raw = text.slice(start + 1, end - 1)
  return raw.includes('\\') ? JSON.parse(text.slice(start, end)) === wanted : raw === wanted
}

function skipSpace(text: string, at: number): number {
  while (text[at] === ' ' || text[at] === '\n' || text[at] === '\r' || text[at] === '\t') at++
  return at
}

function endOfValue(text: string, start: number): number {
  const first = text[start]
  if (first === '"') return endOfString(text, start)
  if (first !== '{' && first !== '[') {
    let at = start
    while (at < text.length && !',]} \n\r\t:'.includes(text[at] ?? '')) at++
    return at
  }
  let depth = 0
  for (let at = start; ; at++) {
    const letter = text[at]
    if (letter === '"') at = endOfString(text, at) - 1
    else if (letter === '{' || letter === '[') depth++
    else if ((letter === '}' || letter === ']') && --depth === 0) return at + 1
  }
}

function endOfString(text: string, start: number): number {
  let at = start + 1
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at + 1
}
