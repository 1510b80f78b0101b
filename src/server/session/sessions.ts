import type { Operator } from '../../contract/session.ts'
import type { Session } from '../http/handler.ts'
import type { Database } from '../store/database.ts'
import {
  addSession,
  extendSession,
  findSession,
  purgeSessions,
  removeSession,
} from '../store/sessions.ts'
import { hashToken, newToken } from './secret-token.ts'

const MINUTE_MS = 60_000
/** A session ends after so long without a request, and in any case after a working day. */
export const IDLE_MS = 15 * MINUTE_MS
export const ABSOLUTE_MS = 8 * 60 * MINUTE_MS

/** `__Host-` makes the browser insist on Secure, Path=/ and no Domain. */
const COOKIE = '__Host-steward'
const ATTRIBUTES = 'Path=/; Secure; HttpOnly; SameSite=Strict'

export type Sessions = {
  /** The live session a Cookie header names, and moves its idle limit on. */
  authenticate(cookieHeader: string | undefined): Promise<Session | undefined>
  /** A new session under a new token. Returns the Set-Cookie header. */
  start(operator: Operator): Promise<string>
  /** Ends a session at once, on every server. Returns the Set-Cookie header. */
  end(session: Session): Promise<string>
}

/** @param now  the clock, for tests. */
export function createSessions(database: Database, now: () => Date = () => new Date()): Sessions {
  const after = (ms: number) => new Date(now().getTime() + ms)

  return {
    async authenticate(cookieHeader) {
      const token = cookieValue(cookieHeader)
      if (!token) return undefined
      const id = hashToken(token)
      const stored = await findSession(database, id)
      if (!stored) return undefined
      const moment = now()
      if (stored.idleExpiresAt <= moment || stored.absoluteExpiresAt <= moment) {
        await removeSession(database, id)
        return undefined
      }
      let idleUntil = stored.idleExpiresAt
      // Written at most once a minute: a busy page must not cost a write for every read.
      if (after(IDLE_MS).getTime() - idleUntil.getTime() > MINUTE_MS) {
        idleUntil = after(IDLE_MS)
        await extendSession(database, id, idleUntil)
      }
      return {
        id,
        operator: stored.operator,
        idleUntil: idleUntil.toISOString(),
        endsAt: stored.absoluteExpiresAt.toISOString(),
      }
    },

    async start(operator) {
      const token = newToken()
      await purgeSessions(database, now())
      await addSession(database, hashToken(token), operator.id, {
        now: now(),
        idleExpiresAt: after(IDLE_MS),
        absoluteExpiresAt: after(ABSOLUTE_MS),
      })
      return `${COOKIE}=${token}; ${ATTRIBUTES}; Max-Age=${ABSOLUTE_MS / 1_000}`
    },

    async end(session) {
      await removeSession(database, session.id)
      return `${COOKIE}=; ${ATTRIBUTES}; Max-Age=0`
    },
  }
}

function cookieValue(header: string | undefined): string | undefined {
  const pair = header?.split(/; */).find((part) => part.startsWith(`${COOKIE}=`))
  return pair?.slice(COOKIE.length + 1) || undefined
}
