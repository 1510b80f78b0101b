import { type BetterAuthOptions, betterAuth } from 'better-auth/minimal'
import { APIError, createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { z } from 'zod'
import type { Secret } from '../secret.ts'
import { authAdapter, authTables } from '../store/auth-tables.ts'
import type { Database } from '../store/database.ts'
import { COOKIE, cookieAttributes } from './cookie.ts'
import { ABSOLUTE_MS, IDLE_MS } from './limits.ts'
import type { PasswordHasher } from './password.ts'

export type AuthParts = {
  database: Database
  secret: Secret
  publicUrl: string
  now(): Date
  passwords: PasswordHasher
}

/** What we use of better-auth. Both give the Set-Cookie header of a new session. */
export type Auth = {
  /** Undefined when address or password is wrong; either takes as long. */
  signIn(
    email: string,
    password: string,
  ): Promise<{ operatorId: string; cookie: string } | undefined>
  /** A session for somebody who has shown in another way who they are. */
  start(operatorId: string): Promise<string>
}

/** better-auth over our database. None of its routes is mounted: what is used is called from here. */
export async function createAuth(parts: AuthParts): Promise<Auth> {
  const options = optionsOf(parts)
  const adapter = await authAdapter(parts.database, options)
  const { api, $context } = betterAuth({ ...options, database: () => adapter })
  await $context

  return {
    async signIn(email, password) {
      try {
        const { headers, response } = await api.signInEmail({
          body: { email, password },
          returnHeaders: true,
        })
        return { operatorId: response.user.id, cookie: sessionCookie(headers) }
      } catch (error) {
        if (error instanceof APIError && error.body?.code === 'INVALID_EMAIL_OR_PASSWORD') {
          return undefined
        }
        throw error
      }
    },
    async start(operatorId) {
      const { headers } = await api.startSession({ body: { operatorId }, returnHeaders: true })
      return sessionCookie(headers)
    },
  }
}

function optionsOf({ secret, publicUrl, now, passwords }: AuthParts) {
  const after = (ms: number) => new Date(now().getTime() + ms)
  return {
    ...authTables,
    baseURL: publicUrl,
    // The list form, since otherwise a variable of its own in the environment would win.
    secrets: [{ version: 1, value: secret.reveal() }],
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      maxPasswordLength: 256,
      password: passwords,
    },
    session: {
      ...authTables.session,
      expiresIn: ABSOLUTE_MS / 1_000,
      disableSessionRefresh: true,
      cookieCache: { enabled: false },
    },
    databaseHooks: {
      session: {
        create: {
          before: async () => ({
            data: {
              createdAt: now(),
              updatedAt: now(),
              expiresAt: after(ABSOLUTE_MS),
              idleExpiresAt: after(IDLE_MS),
              steppedUpAt: now(),
            },
          }),
        },
      },
    },
    advanced: {
      // Its own prefix for secure cookies is the weaker `__Secure-`.
      useSecureCookies: false,
      cookies: { session_token: { name: COOKIE, attributes: cookieAttributes } },
    },
    plugins: [sessionStart],
    // Ours are shared by all servers, see sign-in-throttle.ts; its own count in memory.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    // What it throws is logged where it is caught; beside that it logs every wrong password.
    logger: { disabled: true },
  } satisfies BetterAuthOptions
}

const sessionStart = {
  id: 'session-start',
  endpoints: {
    startSession: createAuthEndpoint(
      '/start-session',
      {
        method: 'POST',
        body: z.object({ operatorId: z.string() }),
        metadata: { SERVER_ONLY: true },
      },
      async (ctx) => {
        const { internalAdapter } = ctx.context
        const user = await internalAdapter.findUserById(ctx.body.operatorId)
        if (!user) throw new Error('A session was asked for an operator who does not exist')
        const session = await internalAdapter.createSession(user.id)
        await setSessionCookie(ctx, { session, user })
      },
    ),
  },
} as const

function sessionCookie(headers: Headers): string {
  const cookie = headers.getSetCookie().find((header) => header.startsWith(`${COOKIE}=`))
  if (!cookie) throw new Error('better-auth set no session cookie')
  return cookie
}
