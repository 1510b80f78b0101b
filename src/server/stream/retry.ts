import { setTimeout as sleep } from 'node:timers/promises'
import { StreamFailure } from './failure.ts'

const ATTEMPTS = 3
const FIRST_WAIT_MS = 200
const LONGEST_WAIT_MS = 2_000

/**
 * Tries a read up to three times, with a random wait of 0–200 ms before the second try and
 * 0–400 ms before the third; a rate limit's own wait is kept to, or given back when it is over two
 * seconds. Never for writes.
 *
 * @param signal  ends waiting and trying.
 */
export async function withRetries<T>(
  read: () => Promise<T>,
  signal: AbortSignal,
  random: () => number = Math.random,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await read()
    } catch (error) {
      const waitMs = error instanceof StreamFailure ? waitBefore(attempt, error, random) : undefined
      if (waitMs === undefined || attempt === ATTEMPTS || signal.aborted) throw error
      try {
        await sleep(waitMs, undefined, { signal })
      } catch {
        // The time is up; what went wrong says more than that.
        throw error
      }
    }
  }
}

/** Milliseconds until the next attempt; undefined when another attempt makes no sense. */
function waitBefore(attempt: number, { failure }: StreamFailure, random: () => number) {
  const backoffMs = random() * FIRST_WAIT_MS * 2 ** (attempt - 1)
  if (failure.kind === 'no_answer') return backoffMs
  if (failure.status === 429) {
    // Full jitter on top, so that those who were told the same second do not come back together.
    return failure.waitMs > LONGEST_WAIT_MS ? undefined : failure.waitMs + backoffMs
  }
  return failure.status >= 500 || failure.status === 408 ? backoffMs : undefined
}
