import { ApiError } from './api-error.ts'

/** Calls a minute of a self-serve plan, by operation; what is not listed gets 60. */
const perMinute: Record<string, number> = {
  GetApp: 10_000,
  QueryUsers: 1_000,
  UpdateUsers: 300,
  UpdateUsersPartial: 300,
}
const UNLISTED = 60

type Window = { minute: number; used: number; second: number; usedThisSecond: number }

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
    const limit = (perMinute[operation] ?? UNLISTED) * this.#scale
    if (!Number.isFinite(limit)) return headersOf(1_000_000, 1_000_000, nowMs)
    const minute = Math.floor(nowMs / 60_000)
    const second = Math.floor(nowMs / 1_000)
    let window = this.#windows.get(operation)
    if (window?.minute !== minute) {
      window = { minute, used: 0, second, usedThisSecond: 0 }
      this.#windows.set(operation, window)
    }
    if (window.second !== second) Object.assign(window, { second, usedThisSecond: 0 })
    const capPerSecond = Math.max(1, Math.floor(limit / 30))
    const isOver = window.used >= limit
    if (isOver || window.usedThisSecond >= capPerSecond) {
      const wait = isOver ? Math.ceil(((minute + 1) * 60_000 - nowMs) / 1_000) : 1
      throw new ApiError(429, 9, `Too many requests for ${operation}`, {
        ...headersOf(limit, isOver ? 0 : limit - window.used, nowMs),
        'retry-after': String(Math.max(1, wait)),
      })
    }
    window.used++
    window.usedThisSecond++
    return headersOf(limit, limit - window.used, nowMs)
  }
}

function headersOf(limit: number, remaining: number, nowMs: number): Record<string, string> {
  return {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': String((Math.floor(nowMs / 60_000) + 1) * 60),
  }
}
