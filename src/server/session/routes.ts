import type { Role } from '../../contract/rights.ts'
import {
  claimOwnerLink,
  getSession,
  getSignInOptions,
  signIn,
  signInAs,
  signOut,
} from '../../contract/session.ts'
import type { Mount } from '../http/handler.ts'
import { Refusal } from '../http/refusal.ts'
import type { Database } from '../store/database.ts'
import { addOperator, findByEmail, hasOwner } from '../store/operators.ts'
import { useOwnerLink } from '../store/owner-links.ts'
import { addSignInFailure, countSignInFailures } from '../store/sign-in-failures.ts'
import { hashPassword, isPassword } from './password.ts'
import { hashToken } from './secret-token.ts'
import type { Sessions } from './sessions.ts'

const THROTTLE_MS = 15 * 60_000
/** Failures within that time: of one account from one address, and of an address in all. */
const MAX_FAILURES = 5
const MAX_FAILURES_OF_ADDRESS = 50

export type SessionParts = {
  mode: 'sandbox' | 'real'
  oneClick: 'offered' | 'refused' | 'none'
  database: Database
  sessions: Sessions
}

export function mountSessionRoutes(mount: Mount, parts: SessionParts): void {
  const { mode, oneClick, database, sessions } = parts

  mount(getSignInOptions, async () => ({
    mode,
    oneClick,
    hasOwner: await hasOwner(database.sql),
  }))

  mount(signIn, async ({ body }, { clientAddress, setCookie, note }) => {
    const account = body.email.toLowerCase()
    note({ email: account })
    await refuseGuessing(database, account, clientAddress)
    const found = await findByEmail(database.sql, account)
    if (!(await isPassword(found?.passwordHash, body.password)) || !found) {
      await addSignInFailure(database, account, clientAddress)
      throw new Refusal('wrong_credentials', 'E-mail or password is wrong')
    }
    setCookie(await sessions.start(found.operator))
    return { operator: found.operator }
  })

  mount(claimOwnerLink, async ({ body }, { setCookie, note }) => {
    note({ email: body.email })
    const passwordHash = await hashPassword(body.password)
    const operator = await database.inTransaction(async (transaction) => {
      if (!(await useOwnerLink(transaction, hashToken(body.token), new Date()))) {
        throw new Refusal('link_expired', 'This link was used or has ended')
      }
      if (await findByEmail(transaction, body.email)) {
        throw new Refusal('conflict', 'This e-mail address has an account', {
          because: 'email-taken',
        })
      }
      const email = body.email.toLowerCase()
      return addOperator(transaction, { name: body.name, role: 'owner', email, passwordHash })
    })
    setCookie(await sessions.start(operator))
    return { operator }
  })

  mount(getSession, async (_, { session }) => session)

  mount(signOut, async (_, { session, setCookie }) => {
    setCookie(await sessions.end(session))
    return {}
  })

  if (oneClick === 'offered') {
    mount(signInAs, async ({ body: { role } }, { setCookie, note }) => {
      note({ role })
      const operator = await trainingOperator(database, role)
      setCookie(await sessions.start(operator))
      return { operator }
    })
  }
}

const trainingNames: Record<Role, string> = {
  support: 'Sam Support',
  moderator: 'Mo Moderator',
  admin: 'Ada Admin',
  owner: 'Olive Owner',
}

function trainingOperator({ sql }: Database, role: Role) {
  const name = trainingNames[role]
  return addOperator(sql, { id: `training-${role}`, name, role, email: null, passwordHash: null })
}

async function refuseGuessing(database: Database, account: string, address: string) {
  const since = new Date(Date.now() - THROTTLE_MS)
  const { ofBoth, ofAddress } = await countSignInFailures(database, account, address, since)
  if (ofBoth >= MAX_FAILURES || ofAddress >= MAX_FAILURES_OF_ADDRESS) {
    throw new Refusal('too_many_requests', 'Too many failed sign-ins', {
      retryAfterSeconds: THROTTLE_MS / 1_000,
    })
  }
}
