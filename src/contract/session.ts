import * as z from 'zod/mini'
import { defineEndpoint } from './endpoint.ts'
import { Role } from './rights.ts'
import { Timestamp } from './timestamp.ts'

/** The person signed in; never a user of the Stream app. */
export const Operator = z.object({ id: z.string(), name: z.string(), role: Role })
export type Operator = z.infer<typeof Operator>

const Email = z.email().check(z.maxLength(254))
/** Long rather than complicated; pasting is fine. */
const NewPassword = z.string().check(z.minLength(15, 'At least 15 characters'), z.maxLength(256))

export const getSession = defineEndpoint({
  name: 'getSession',
  method: 'GET',
  path: '/api/session',
  right: 'signed-in',
  kind: 'json',
  response: z.object({
    operator: Operator,
    /** When the session ends without activity, and when it ends in any case. */
    idleUntil: Timestamp,
    endsAt: Timestamp,
  }),
})

/** What the sign-in page offers here. */
export const getSignInOptions = defineEndpoint({
  name: 'getSignInOptions',
  method: 'GET',
  path: '/api/sign-in',
  right: 'public',
  kind: 'json',
  response: z.object({
    mode: z.enum(['sandbox', 'real']),
    /** One click per role. `refused`: a sandbox, but reachable from other machines. */
    oneClick: z.enum(['offered', 'refused', 'none']),
    /** False until somebody has claimed the owner link. */
    hasOwner: z.boolean(),
  }),
})

export const signIn = defineEndpoint({
  name: 'signIn',
  method: 'POST',
  path: '/api/sign-in',
  right: 'public',
  kind: 'json',
  audit: 'operator.sign-in',
  body: z.strictObject({
    email: Email,
    password: z.string().check(z.minLength(1), z.maxLength(256)),
  }),
  response: z.object({ operator: Operator }),
})

/** Sandbox only, and only while listening on loopback; otherwise the route does not exist. */
export const signInAs = defineEndpoint({
  name: 'signInAs',
  method: 'POST',
  path: '/api/sign-in/as',
  right: 'public',
  kind: 'json',
  audit: 'operator.sign-in',
  body: z.strictObject({ role: Role }),
  response: z.object({ operator: Operator }),
})

/** Turns the one-time owner link into the first owner's account and signs in. */
export const claimOwnerLink = defineEndpoint({
  name: 'claimOwnerLink',
  method: 'POST',
  path: '/api/owner-link/claim',
  right: 'public',
  kind: 'json',
  audit: 'operator.claim-owner-link',
  body: z.strictObject({
    token: z.string().check(z.minLength(1), z.maxLength(128)),
    name: z.string().check(
      z.trim(),
      z.minLength(1, 'Your name'),
      z.maxLength(100),
      // Neither control characters nor half a character.
      z.regex(/^[^\p{C}]*$/u, 'Letters, digits and signs'),
    ),
    email: Email,
    password: NewPassword,
  }),
  response: z.object({ operator: Operator }),
})

export const signOut = defineEndpoint({
  name: 'signOut',
  method: 'POST',
  path: '/api/sign-out',
  right: 'signed-in',
  kind: 'json',
  audit: 'operator.sign-out',
  response: z.object({}),
})
