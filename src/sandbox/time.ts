/** Times are integer microseconds since 1970: exact in a double, and what Stream's times carry. */

const RFC3339 = /^(\d{4}-\d\d-\d\d)[Tt](\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?([Zz]|[+-]\d\d:\d\d)$/

export const SECOND = 1_000_000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/**
 * Microseconds of an RFC 3339 text, or undefined when it is none. Digits past six are cut; what
 * comes after the year 2255, where a double stops being exact, counts as that.
 */
export function parseTime(text: string): number | undefined {
  const match = RFC3339.exec(text)
  if (!match) return undefined
  const [, day, clock, fraction = '', zone = 'Z'] = match
  const ms = Date.parse(`${day}T${clock}${zone.toUpperCase()}`)
  if (Number.isNaN(ms)) return undefined
  const micros = ms * 1_000 + Number(fraction.padEnd(6, '0').slice(0, 6))
  return Math.max(Number.MIN_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, micros))
}

/** RFC 3339 with six digits. */
export function timeText(micros: number): string {
  const seconds = Math.floor(micros / SECOND)
  const fraction = String(micros - seconds * SECOND).padStart(6, '0')
  return `${new Date(seconds * 1_000).toISOString().slice(0, 19)}.${fraction}Z`
}

/** Nanoseconds as plain digits, the form of every time in an answer of the second API version. */
export function nanosText(micros: number): string {
  return micros === 0 ? '0' : `${micros}000`
}

let last = 0

/** Now, never the same twice and never going back, so that an order by time is an order of events. */
export function nowMicros(): number {
  last = Math.max(last + 1, Date.now() * 1_000 + (Math.floor(performance.now() * 1_000) % 1_000))
  return last
}

/** From now on `nowMicros` is later than this: what a store already holds happened before. */
export function nothingBefore(micros: number): void {
  last = Math.max(last, micros)
}
