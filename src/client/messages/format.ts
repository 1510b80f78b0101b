/** Numbers, times and lists as a reader of the catalogue's language writes them. */
const LOCALE = 'en-GB'

/** Made when first needed: making one takes milliseconds, and the first page needs few of them. */
function lazily<T>(make: () => T): () => T {
  let made: T | undefined
  return () => (made ??= make())
}

const numbers = lazily(() => new Intl.NumberFormat(LOCALE))
const lists = {
  and: lazily(() => new Intl.ListFormat(LOCALE, { type: 'conjunction' })),
  or: lazily(() => new Intl.ListFormat(LOCALE, { type: 'disjunction' })),
}
const relative = lazily(
  () => new Intl.RelativeTimeFormat(LOCALE, { numeric: 'auto', style: 'narrow' }),
)
const times = (options: Intl.DateTimeFormatOptions) =>
  lazily(() => new Intl.DateTimeFormat(LOCALE, options))
const days = times({ dateStyle: 'medium' })
const minutes = times({ dateStyle: 'medium', timeStyle: 'short' })
const clock = times({ timeStyle: 'medium' })
const exact = times({ dateStyle: 'full', timeStyle: 'long' })
const languages = lazily(
  () => new Intl.DisplayNames(LOCALE, { type: 'language', fallback: 'none' }),
)

export function formatNumber(value: number): string {
  return numbers().format(value)
}

export function listOf(words: readonly string[], join: 'and' | 'or' = 'and'): string {
  return lists[join]().format(words)
}

/** The words of a list and what stands between them, for a list with emphasis. */
export function listParts(words: readonly string[], join: 'and' | 'or') {
  return lists[join]().formatToParts(words)
}

/** 23 Nov 2026, 08:14 in the reader's zone. */
export function formatMoment(iso: string): string {
  return minutes().format(new Date(iso))
}

/** 23 Nov 2026. */
export function formatDay(iso: string): string {
  return days().format(new Date(iso))
}

/** 10:14:07. */
export function formatClock(ms: number): string {
  return clock().format(ms)
}

/** Everything, zone included, for whoever points at a short time. */
export function formatExact(iso: string): string {
  return exact().format(new Date(iso))
}

const units = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const

/** "3 hr ago", "in 2 days", "now". */
export function formatAgo(iso: string, nowMs: number): string {
  const seconds = (Date.parse(iso) - nowMs) / 1_000
  const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1]
  return unit === 'second'
    ? relative().format(0, 'second')
    : relative().format(Math.trunc(seconds / size), unit)
}

/** "Spanish" for `es`; undefined for a code nobody knows. */
export function languageName(code: string): string | undefined {
  try {
    return languages().of(code) ?? undefined
  } catch {
    return undefined
  }
}
