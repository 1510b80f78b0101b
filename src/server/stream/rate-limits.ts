/** How much of one endpoint's budget is left in the current window. */
export type RateLimit = { limit: number; remaining: number; resetMs: number; seenMs: number }

type Headers = Record<string, string | string[] | undefined>

/** Reads Stream's three rate-limit headers; undefined unless all are there. Times in epoch ms. */
export function readRateLimit(headers: Headers, nowMs: number): RateLimit | undefined {
  const limit = wholeNumber(headers['x-ratelimit-limit'])
  const remaining = wholeNumber(headers['x-ratelimit-remaining'])
  const resetSeconds = wholeNumber(headers['x-ratelimit-reset'])
  if (limit === undefined || remaining === undefined || resetSeconds === undefined) return undefined
  return { limit, remaining, resetMs: resetSeconds * 1000, seenMs: nowMs }
}

/**
 * How long a 429 asks us to wait, in milliseconds: `Retry-After` (seconds or a date), else until
 * the window ends, else one second.
 */
export function waitOf(headers: Headers, nowMs: number): number {
  const asked = headers['retry-after']
  const seconds = wholeNumber(asked)
  if (seconds !== undefined) return seconds * 1000
  const date = typeof asked === 'string' ? Date.parse(asked) : Number.NaN
  if (!Number.isNaN(date)) return Math.max(0, date - nowMs)
  const resetSeconds = wholeNumber(headers['x-ratelimit-reset'])
  return resetSeconds === undefined ? 1000 : Math.max(0, resetSeconds * 1000 - nowMs)
}

function wholeNumber(header: string | string[] | undefined): number | undefined {
  return typeof header === 'string' && /^\d{1,12}$/.test(header) ? Number(header) : undefined
}
