const MINUTE_MS = 60_000

/** A session ends after so long without a request, and in any case after a working day. */
export const IDLE_MS = 15 * MINUTE_MS
export const ABSOLUTE_MS = 8 * 60 * MINUTE_MS

/** The idle limit is moved at most so often: a busy page must not cost a write for every read. */
export const EXTEND_EVERY_MS = MINUTE_MS
