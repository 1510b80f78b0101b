import type { Operator } from '../../contract/session.ts'
import type { Session } from '../http/handler.ts'
import type { Secret } from '../secret.ts'
import type { Database } from '../store/database.ts'
import { findOperator } from '../store/operators.ts'
import {
  extendSession,
  findSession,
  onSessionsChanged,
  purgeSessions,
  removeSession,
} from '../store/sessions.ts'
import { createAuth } from './auth.ts'
import { noCookie, tokenIn } from './cookie.ts'
import { EXTEND_EVERY_MS, IDLE_MS } from './limits.ts'
import { argon2id, type PasswordHasher } from './password.ts'
import { rememberedLooks } from './remembered-looks.ts'
import { isTraining } from './training-operators.ts'

/** An operator with the Set-Cookie header of a session just begun, under a token of its own. */
export type SignedIn = { operator: Operator; cookie: string }

export type Sessions = {
  /** The live session a Cookie header names; activity moves its idle limit on. */
  authenticate(cookieHeader: string | undefined, isActivity?: boolean): Promise<Session | undefined>
  /** Undefined when the address or the password is wrong: which of them, not even time tells. */
  signIn(email: string, password: string): Promise<SignedIn | undefined>
  /** Begins a session for somebody who has shown in another way who they are. */
  start(operator: Operator): Promise<SignedIn>
  /** Ends a session at once, on every server. Returns the Set-Cookie header. */
  end(session: Session): Promise<string>
}

export type SessionParts = {
  database: Database
  /** Signs the cookie; the same on all servers that share the database. */
  secret: Secret
  publicUrl: string
  /** Elsewhere a session that one click began is none: the database may have been a sandbox's before. */
  oneClick?: 'offered' | 'refused' | 'none'
  /** The clock, for tests. */
  now?: () => Date
  passwords?: PasswordHasher
}

/**
 * better-auth checks passwords and begins sessions. Reading one, which every request does, and ending
 * one are ours: see docs/decisions/004.
 */
export async function createSessions(parts: SessionParts): Promise<Sessions> {
  const { database, secret, publicUrl, oneClick = 'none' } = parts
  const { now = () => new Date(), passwords = argon2id } = parts
  const auth = await createAuth({ database, secret, publicUrl, now, passwords })
  const remembered = rememberedLooks((token) => findSession(database, token))
  await onSessionsChanged(database, remembered.forget)

  return {
    async authenticate(cookieHeader, isActivity = true) {
      const token = tokenIn(cookieHeader, secret.reveal())
      const stored = token && (await remembered.find(token))
      if (!stored) return undefined
      const { id, operator, idleExpiresAt, absoluteExpiresAt } = stored
      if (isTraining(operator) && oneClick !== 'offered') return undefined
      const moment = now()
      if (idleExpiresAt <= moment || absoluteExpiresAt <= moment) {
        // Not by its id: another server may have moved its limit since we looked.
        await purgeSessions(database, moment)
        return undefined
      }
      let idleUntil = new Date(moment.getTime() + IDLE_MS)
      if (isActivity && idleUntil.getTime() - idleExpiresAt.getTime() > EXTEND_EVERY_MS) {
        await extendSession(database, id, idleUntil)
      } else {
        idleUntil = idleExpiresAt
      }
      return {
        id,
        operator,
        idleUntil: idleUntil.toISOString(),
        endsAt: absoluteExpiresAt.toISOString(),
      }
    },

    async signIn(email, password) {
      const found = await auth.signIn(email, password)
      const operator = found && (await findOperator(database.sql, found.operatorId))
      if (!operator) return undefined
      await purgeSessions(database, now())
      return { operator, cookie: found.cookie }
    },

    async start(operator) {
      const cookie = await auth.start(operator.id)
      await purgeSessions(database, now())
      return { operator, cookie }
    },

    async end({ id }) {
      await removeSession(database, id)
      return noCookie
    },
  }
}
