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
  `CREATE TABLE operators (
    id text PRIMARY KEY, name text NOT NULL, email text UNIQUE, password_hash text,
    role text NOT NULL, created_at timestamptz NOT NULL DEFAULT now())`,
  `CREATE TABLE sessions (
    token_hash text PRIMARY KEY, operator_id text NOT NULL REFERENCES operators (id),
    created_at timestamptz NOT NULL DEFAULT now(), idle_expires_at timestamptz NOT NULL,
    absolute_expires_at timestamptz NOT NULL, stepped_up_at timestamptz NOT NULL)`,
  `CREATE TABLE owner_links (
    token_hash text PRIMARY KEY, expires_at timestamptz NOT NULL, used_at timestamptz)`,
  `CREATE TABLE sign_in_failures (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, account text NOT NULL,
    address text NOT NULL, at timestamptz NOT NULL DEFAULT now())`,
  `CREATE INDEX sign_in_failures_at ON sign_in_failures (at)`,
  `CREATE TABLE audit (
    seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id text NOT NULL,
    at timestamptz NOT NULL DEFAULT now(), kind text NOT NULL, app_id text, operator_id text,
    operator_name text, action text NOT NULL, target text, request_id text NOT NULL,
    result text, code text, detail jsonb NOT NULL)`,
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
