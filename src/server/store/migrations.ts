import { type Kysely, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import type { Tables } from './tables.ts'

/** Forward only: a migration that has been released is never changed or taken back. */
const migrations = {
  '001-first': {
    async up(db: Kysely<unknown>) {
      for (const statement of first) await sql.raw(statement).execute(db)
    },
  },
}

const first = [
  `CREATE TABLE apps (id text PRIMARY KEY, name text NOT NULL, environment text NOT NULL)`,
  // operators, accounts, sessions and verifications are better-auth's tables under our names.
  `CREATE TABLE operators (
    id text PRIMARY KEY, name text NOT NULL, email text UNIQUE,
    email_verified boolean NOT NULL DEFAULT false, image text, role text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now())`,
  `CREATE TABLE accounts (
    id text PRIMARY KEY, operator_id text NOT NULL REFERENCES operators (id),
    provider_id text NOT NULL, account_id text NOT NULL, password text, scope text,
    access_token text, refresh_token text, id_token text, access_token_expires_at timestamptz,
    refresh_token_expires_at timestamptz, created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(), UNIQUE (provider_id, account_id))`,
  `CREATE INDEX accounts_by_operator ON accounts (operator_id)`,
  `CREATE TABLE sessions (
    id text PRIMARY KEY, token_hash text NOT NULL UNIQUE,
    operator_id text NOT NULL REFERENCES operators (id), ip_address text, user_agent text,
    created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL,
    idle_expires_at timestamptz NOT NULL, absolute_expires_at timestamptz NOT NULL,
    stepped_up_at timestamptz NOT NULL)`,
  `CREATE INDEX sessions_by_operator ON sessions (operator_id)`,
  `CREATE TABLE verifications (
    id text PRIMARY KEY, identifier text NOT NULL, value text NOT NULL,
    expires_at timestamptz NOT NULL, created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL)`,
  `CREATE TABLE owner_links (
    token_hash text PRIMARY KEY, expires_at timestamptz NOT NULL, used_at timestamptz)`,
  `CREATE TABLE sign_in_failures (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, account text NOT NULL,
    network text NOT NULL, at timestamptz NOT NULL)`,
  `CREATE INDEX sign_in_failures_of_network ON sign_in_failures (network, at)`,
  `CREATE INDEX sign_in_failures_at ON sign_in_failures (at)`,
  `CREATE TABLE audit (
    seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id text NOT NULL,
    at timestamptz NOT NULL DEFAULT now(), kind text NOT NULL, app_id text, operator_id text,
    operator_name text, action text NOT NULL, target text, request_id text NOT NULL,
    result text, code text, detail jsonb NOT NULL)`,
  `CREATE INDEX audit_by_id ON audit (id)`,
  `CREATE INDEX audit_by_target ON audit (app_id, target, action, seq)`,
  `CREATE INDEX audit_by_operator ON audit (operator_id, action, at)`,
  `CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'The audit log is append-only'; END $$`,
  `CREATE TRIGGER audit_keeps_rows BEFORE UPDATE OR DELETE ON audit
    FOR EACH ROW EXECUTE FUNCTION audit_is_append_only()`,
  `CREATE TRIGGER audit_keeps_all BEFORE TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only()`,
]

/** Brings the schema up to date. Several servers may start at once: the migrator takes a lock. */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const { error } = await migrator.migrateToLatest()
  if (error) throw error instanceof Error ? error : new Error('The database could not be migrated')
}
