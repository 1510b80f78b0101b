import type { BetterAuthOptions } from 'better-auth'
import { getAdapter } from 'better-auth/db/adapter'
import type { Database } from './database.ts'
import { hashingTokens } from './token-hashing.ts'

const times = { createdAt: 'created_at', updatedAt: 'updated_at' }
const date = (fieldName: string) =>
  ({ type: 'date', required: true, input: false, fieldName }) as const

/** What better-auth calls user, session, account and verification, in our tables. */
export const authTables = {
  user: {
    modelName: 'operators',
    fields: { ...times, emailVerified: 'email_verified' },
  },
  session: {
    modelName: 'sessions',
    fields: {
      ...times,
      token: 'token_hash',
      userId: 'operator_id',
      expiresAt: 'absolute_expires_at',
      ipAddress: 'ip_address',
      userAgent: 'user_agent',
    },
    additionalFields: {
      idleExpiresAt: date('idle_expires_at'),
      steppedUpAt: date('stepped_up_at'),
    },
  },
  account: {
    modelName: 'accounts',
    fields: {
      ...times,
      accountId: 'account_id',
      providerId: 'provider_id',
      userId: 'operator_id',
      accessToken: 'access_token',
      refreshToken: 'refresh_token',
      idToken: 'id_token',
      accessTokenExpiresAt: 'access_token_expires_at',
      refreshTokenExpiresAt: 'refresh_token_expires_at',
    },
  },
  verification: {
    modelName: 'verifications',
    fields: { ...times, expiresAt: 'expires_at' },
  },
} as const satisfies BetterAuthOptions

/** How better-auth reaches these tables: its own adapter, with the token of a session hashed. */
export async function authAdapter({ sql: db }: Database, options: BetterAuthOptions) {
  const adapter = await getAdapter({
    ...options,
    database: { db, type: 'postgres', transaction: true },
  })
  return hashingTokens(adapter)
}
