import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/**
 * The sandbox's own store. `custom_values`, `words` and `teams` are indexes made by hand: plain
 * SQLite is slow exactly where a filter asks for a rare custom value or the start of a word.
 */
const schema = `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
  CREATE TABLE users (
    rid INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT, image TEXT, role TEXT NOT NULL, language TEXT NOT NULL,
    teams TEXT NOT NULL, teams_role TEXT,
    created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,
    last_active INTEGER, deactivated_at INTEGER, deleted_at INTEGER,
    banned INTEGER NOT NULL, ban_expires INTEGER, shadow_banned INTEGER NOT NULL,
    online INTEGER NOT NULL, invisible INTEGER NOT NULL, bypass_moderation INTEGER NOT NULL,
    revoke_tokens_issued_before INTEGER, avg_response_time INTEGER,
    privacy_settings TEXT,
    extra TEXT NOT NULL,
    custom TEXT NOT NULL
  );
  CREATE INDEX users_created ON users (created_at, id);
  CREATE INDEX users_updated ON users (updated_at, id);
  CREATE INDEX users_active ON users (last_active, id);
  CREATE INDEX users_role ON users (role, created_at, id);
  CREATE INDEX users_name ON users (name);
  CREATE TABLE custom_values (
    key TEXT NOT NULL, kind TEXT NOT NULL, value, rid INTEGER NOT NULL
  );
  CREATE INDEX custom_by_value ON custom_values (key, kind, value, rid);
  CREATE INDEX custom_by_user ON custom_values (rid);
  CREATE TABLE words (field TEXT NOT NULL, word TEXT NOT NULL, rid INTEGER NOT NULL);
  CREATE INDEX words_by_word ON words (field, word, rid);
  CREATE INDEX words_by_user ON words (rid);
  CREATE TABLE teams (team TEXT NOT NULL, rid INTEGER NOT NULL, PRIMARY KEY (team, rid)) WITHOUT ROWID;
  CREATE INDEX teams_by_user ON teams (rid);
  CREATE TABLE tasks (
    id TEXT PRIMARY KEY, operation TEXT NOT NULL, input TEXT NOT NULL, result TEXT,
    created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL
  );
  CREATE TABLE effects (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id TEXT NOT NULL, operation TEXT NOT NULL, change TEXT NOT NULL, at INTEGER NOT NULL
  );
`

/** Opens the store in `folder`, or in memory; creates its tables when they are missing. */
export function openDatabase(folder: string | undefined): DatabaseSync {
  if (folder) mkdirSync(folder, { recursive: true })
  const database = new DatabaseSync(folder ? path.join(folder, 'sandbox.sqlite') : ':memory:')
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 2000')
  const hasTables = database.prepare(`SELECT 1 FROM sqlite_master WHERE name = 'meta'`).get()
  if (!hasTables) database.exec(schema)
  return database
}

const tables = ['meta', 'users', 'custom_values', 'words', 'teams', 'tasks', 'effects']

export function emptyDatabase(database: DatabaseSync): void {
  for (const table of tables) database.exec(`DELETE FROM ${table}`)
}

/** Runs `change` as one transaction: all of it happens, or nothing. */
export function atomically<T>(database: DatabaseSync, change: () => T): T {
  database.exec('BEGIN IMMEDIATE')
  try {
    const result = change()
    database.exec('COMMIT')
    return result
  } catch (error) {
    database.exec('ROLLBACK')
    throw error
  }
}
