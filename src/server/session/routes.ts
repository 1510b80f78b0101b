import {
  claimOwnerLink,
  getSession,
  getSignInOptions,
  signIn,
  signInAs,
  signOut,
} from '../../contract/session.ts'
import type { Context, Mount } from '../http/handler.ts'
import { Refusal } from '../http/refusal.ts'
import type { Database } from '../store/database.ts'
import { hasOwner } from '../store/operators.ts'
import { claimLink } from './claim-owner-link.ts'
import { argon2id } from './password.ts'
import type { Sessions, SignedIn } from './sessions.ts'
import { countAttempt } from './sign-in-throttle.ts'
import { trainingOperator } from './training-operators.ts'

export type SessionRouteParts = {
  mode: 'sandbox' | 'real'
  oneClick: 'offered' | 'refused' | 'none'
  database: Database
  sessions: Sessions
  /** The clock, for tests. */
  now?: () => Date
}

export function mountSessionRoutes(mount: Mount, parts: SessionRouteParts): void {
  const { mode, oneClick, database, sessions, now = () => new Date() } = parts

  /** The one end of every way in: the session the browser still had ends with the new one's start. */
  async function enter(
    { operator, cookie }: SignedIn,
    { cookieHeader, setCookie, note }: Pick<Context, 'cookieHeader' | 'setCookie' | 'note'>,
  ) {
    const former = await sessions.authenticate(cookieHeader)
    if (former) await sessions.end(former)
    note({ operatorId: operator.id, role: operator.role })
    setCookie(cookie)
    return { operator }
  }

  mount(getSignInOptions, async () => ({
    mode,
    oneClick,
    hasOwner: await hasOwner(database.sql),
  }))

  mount(signIn, async ({ body }, context) => {
    const account = body.email.toLowerCase()
    context.note({ email: account })
    const attempt = { account, address: context.clientAddress, at: now() }
    const succeeded = await countAttempt(database, attempt)
    const signedIn = await sessions.signIn(account, body.password)
    if (!signedIn) throw new Refusal('wrong_credentials', 'E-mail or password is wrong')
    await succeeded()
    return enter(signedIn, context)
  })

  mount(claimOwnerLink, async ({ body }, context) => {
    context.note({ email: body.email })
    const operator = await claimLink(database, argon2id, body, now())
    return enter(await sessions.start(operator), context)
  })

  mount(getSession, async (_, { session }) => session)

  mount(signOut, async (_, { session, setCookie }) => {
    setCookie(await sessions.end(session))
    return {}
  })

  if (oneClick === 'offered') {
    mount(signInAs, async ({ body: { role } }, context) =>
      enter(await sessions.start(await trainingOperator(database, role)), context),
    )
  }
}
