import { ApiError } from './api-error.ts'

/** Calls a minute of a self-serve plan, by operation; what is not listed gets 60. */
const perMinute: Record<string, number> = {
  GetApp: 10_000,
  QueryUsers: 1_000,
  CreateGuest: 1_000,
  UpdateUsers: 300,
  UpdateUsersPartial: 300,
  Ban: 300,
  Unban: 300,
  Mute: 300,
  Unmute: 300,
  Flag: 300,
  CreateDevice: 300,
  Search: 300,
}
const UNLISTED = 60
/** What is answered when limits are off: large, and a number all the same. */
const NO_LIMIT = 1_000_000

type Window = { minute: number; used: number; second: number; usedThisSecond: number }
export type Quota = {
  limit: number
  remaining: number
  /** Unix seconds. */
  reset: number
}

/** Counts calls per operation and minute, with a cap per second of a thirtieth of the limit. */
export class RateLimits {
  readonly #scale: number
  readonly #windows = new Map<string, Window>()

  /** @param scale multiplies every limit; Infinity turns them off. */
  constructor(scale: number) {
    this.#scale = scale
  }

  /** The headers of the answer. @throws {ApiError} 429 with `Retry-After` once the limit is used up. */
  take(operation: string, nowMs = Date.now()): Record<string, string> {
    const limit = this.#limitOf(operation)
    if (limit === undefined) return headersOf(this.state(operation, undefined, nowMs))
    const window = this.#windowOf(operation, nowMs)
    const isOver = window.used >= limit
    if (isOver || window.usedThisSecond >= Math.max(1, Math.floor(limit / 30))) {
      const wait = isOver ? Math.ceil(((window.minute + 1) * 60_000 - nowMs) / 1_000) : 1
      throw new ApiError(429, 9, `Too many requests for ${operation}`, {
        ...headersOf(this.state(operation, undefined, nowMs)),
        'retry-after': String(Math.max(1, wait)),
      })
    }
    window.used++
    window.usedThisSecond++
    return headersOf(this.state(operation, undefined, nowMs))
  }

  /**
   * What is left of an operation's minute.
   *
   * @param unused  for a platform on which nobody calls.
   */
  state(operation: string, unused?: 'unused', nowMs = Date.now()): Quota {
    const limit = this.#limitOf(operation) ?? NO_LIMIT
    const reset = (Math.floor(nowMs / 60_000) + 1) * 60
    const isCounted = limit !== NO_LIMIT && unused === undefined
    const used = isCounted ? this.#windowOf(operation, nowMs).used : 0
    return { limit, remaining: Math.max(0, limit - used), reset }
  }

  #limitOf(operation: string): number | undefined {
    const known = Object.hasOwn(perMinute, operation) ? perMinute[operation] : UNLISTED
    const limit = Math.max(1, Math.floor((known ?? UNLISTED) * this.#scale))
    return Number.isFinite(limit) ? limit : undefined
  }

  #windowOf(operation: string, nowMs: number): Window {
    const minute = Math.floor(nowMs / 60_000)
    const second = Math.floor(nowMs / 1_000)
    let window = this.#windows.get(operation)
    if (window?.minute !== minute) {
      window = { minute, used: 0, second, usedThisSecond: 0 }
      this.#windows.set(operation, window)
    }
    if (window.second !== second) Object.assign(window, { second, usedThisSecond: 0 })
    return window
  }
}

function headersOf({ limit, remaining, reset }: Quota): Record<string, string> {
  return {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': String(reset),
  }
}
