import type { Generated, JSONColumnType } from 'kysely'
import type { Role } from '../../contract/rights.ts'

/** Connected Stream apps. Kept for ever. */
type Apps = { id: string; name: string; environment: string }

/** Who may sign in. Kept for ever: the audit log refers to them. */
type Operators = {
  id: string
  name: string
  email: string | null
  role: Role
  created_at: Generated<Date>
  updated_at: Generated<Date>
}

/** What an operator signs in with: better-auth reads them. Kept as long as the operator. */
type Accounts = {
  id: string
  operator_id: string
  provider_id: string
  account_id: string
  password: string | null
}

/** Live sessions, made by better-auth; the token itself is never here. Removed when they end. */
type Sessions = {
  id: string
  token_hash: string
  operator_id: string
  created_at: Date
  idle_expires_at: Date
  absolute_expires_at: Date
  stepped_up_at: Date
}

/** One-time links that make an owner. Removed a day after they end. */
type OwnerLinks = { token_hash: string; expires_at: Date; used_at: Date | null }

/** Attempts to sign in that have not succeeded, for throttling. Removed after an hour. */
type SignInFailures = { id: Generated<string>; account: string; network: string; at: Date }

/** Intent and outcome of every write and refusal. Append-only; retention comes with its own job. */
type Audit = {
  seq: Generated<string>
  id: string
  at: Generated<Date>
  kind: 'intent' | 'outcome'
  app_id: string | null
  operator_id: string | null
  operator_name: string | null
  action: string
  target: string | null
  request_id: string
  result: string | null
  code: string | null
  detail: JSONColumnType<Record<string, unknown>>
}

export type Tables = {
  apps: Apps
  operators: Operators
  accounts: Accounts
  sessions: Sessions
  owner_links: OwnerLinks
  sign_in_failures: SignInFailures
  audit: Audit
}
