import { elements, isObject, memberText, members } from '../json-text.ts'

/**
 * What a filter can ask about a custom value. Numbers and text are themselves; the rest are single
 * bytes, so that in SQLite's order numbers < text < bytes a range never strays into another type.
 */
export type Fact = readonly [key: string, value: FactValue]
export type FactValue = number | string | Uint8Array

export const no = Uint8Array.of(0)
export const yes = Uint8Array.of(1)
/** An object or a list: it can be asked for with `$exists` alone. */
const somethingElse = Uint8Array.of(2)
export const nothing = Uint8Array.of(3)

/** A custom object deeper than this is kept but not searchable below. */
const SEARCHABLE_DEPTH = 4

/** The key under which the elements of a list are found, for `$contains`. */
export function elementsOf(key: string): string {
  return `${key}\u0000[]`
}

/** Everything a filter can ask about a custom object; inner values under dotted keys. */
export function factsOf(customText: string): Fact[] {
  if (customText === '{}') return []
  const found: Fact[] = []
  gather('', customText, 0, found)
  return found
}

/**
 * The value of one key when it is of the type asked for, else null. Same answer as looking through
 * `factsOf`, only faster.
 *
 * @param type  `number`, `text`, `yes-no`, or `any` for whatever it is as text.
 */
export function factAt(customText: string, key: string, type: string): FactValue | null {
  const value = key.includes('.')
    ? factsOf(customText).find(([other]) => other === key)?.[1]
    : scalarOf(memberText(customText, key) ?? '')
  if (value === undefined) return null
  if (type === 'any') return typeof value === 'object' ? wordFor(value) : String(value)
  return typeOf(value) === type ? value : null
}

export function typeOf(value: FactValue): 'number' | 'text' | 'yes-no' | 'other' {
  if (typeof value === 'number') return 'number'
  if (typeof value === 'string') return 'text'
  return value[0] === yes[0] || value[0] === no[0] ? 'yes-no' : 'other'
}

function wordFor(value: Uint8Array): string | null {
  if (typeOf(value) === 'other') return null
  return value[0] === yes[0] ? 'true' : 'false'
}

function gather(prefix: string, objectText: string, depth: number, found: Fact[]): void {
  for (const [key, valueText] of members(objectText)) {
    const path = prefix + key
    // `a.b` and `b` within `a` are told apart by nobody who asks; the first of them answers.
    if (path.includes('.') && found.some(([other]) => other === path)) continue
    const scalar = scalarOf(valueText)
    found.push([path, scalar ?? somethingElse])
    if (isObject(valueText)) {
      if (depth < SEARCHABLE_DEPTH) gather(`${path}.`, valueText, depth + 1, found)
    } else if (valueText.startsWith('[')) {
      for (const element of elements(valueText)) {
        const inner = scalarOf(element)
        if (inner !== undefined) found.push([elementsOf(path), inner])
      }
    }
  }
}

function scalarOf(valueText: string): FactValue | undefined {
  const first = valueText[0]
  if (first === undefined || first === '{' || first === '[') return undefined
  if (first === 'n') return nothing
  if (first === 't') return yes
  if (first === 'f') return no
  // Text is stored as UTF-8, where half a pair of surrogates has no place.
  return first === '"' ? (JSON.parse(valueText) as string).toWellFormed() : Number(valueText)
}
