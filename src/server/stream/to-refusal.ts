import { Refusal } from '../http/refusal.ts'
import type { Failure } from './failure.ts'

const DOES_NOT_EXIST = 16
const RATE_LIMITED = 9
/** Long enough for every text Stream is known to send. */
const MAX_MESSAGE = 500

/** Turns a failed call to Stream into a refusal, by HTTP status and numeric code, never by text. */
export function toRefusal(failure: Failure): Refusal {
  if (failure.kind === 'no_answer') return new Refusal('stream_unavailable', failure.why)
  const { status, code } = failure
  if (status === 429 || code === RATE_LIMITED) {
    const retryAfterSeconds = Math.max(1, Math.ceil(failure.waitMs / 1000))
    return new Refusal('stream_rate_limited', 'Stream asks us to wait', { retryAfterSeconds })
  }
  if (status === 401) {
    return new Refusal('stream_refused_credentials', 'Stream refuses our key or secret')
  }
  if (status >= 500 || status === 408) {
    return new Refusal('stream_unavailable', `Stream answered ${status}`)
  }
  if (code === DOES_NOT_EXIST) return new Refusal('not_found', 'Stream does not have this')
  return new Refusal('stream_rejected', `Stream answered ${status} with code ${code}`, {
    streamCode: code,
    streamMessage: failure.message.slice(0, MAX_MESSAGE),
  })
}
