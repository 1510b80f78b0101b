import { Refusal } from '../http/refusal.ts'
import type { Database } from '../store/database.ts'
import {
  addAttempt,
  failuresBeside,
  forgetFailures,
  removeAttempt,
} from '../store/sign-in-failures.ts'
import { networkOf } from './network.ts'

const WINDOW_MS = 15 * 60_000
/** Failures within that time: of one account from one network, and of a network in all. */
export const MAX_FAILURES = 5
export const MAX_FAILURES_OF_NETWORK = 50

/**
 * Counts an attempt to sign in before the password is looked at, so that many at once don't slip by.
 * Nobody is locked out from elsewhere, and waiting always helps.
 *
 * @returns what to call when it succeeded.
 * @throws {Refusal} `too_many_requests` with the seconds until an attempt makes sense.
 */
export async function countAttempt(
  database: Database,
  { account, address, at }: { account: string; address: string; at: Date },
): Promise<() => Promise<void>> {
  const network = networkOf(address)
  const id = await addAttempt(database, { account, network, at })
  const since = new Date(at.getTime() - WINDOW_MS)
  const failures = await failuresBeside(database, id, network, since)
  const ofAccount = failures.filter((failure) => failure.account === account)
  // The failure whose end makes room again.
  const blocking = [ofAccount.at(-MAX_FAILURES), failures.at(-MAX_FAILURES_OF_NETWORK)]
  const ends = blocking.flatMap((failure) => (failure ? failure.at.getTime() + WINDOW_MS : []))
  if (ends.length > 0) {
    await removeAttempt(database, id)
    const waitMs = Math.max(...ends) - at.getTime()
    throw new Refusal('too_many_requests', 'Too many failed sign-ins', {
      retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1_000)),
    })
  }
  return () => forgetFailures(database, { account, network })
}
