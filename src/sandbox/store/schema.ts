/** A store of another version is thrown away and filled anew: nothing in it is anybody's own. */
export const SCHEMA_VERSION = 3

/**
 * The users, and three indexes made by hand: plain SQLite is slow exactly where a filter asks for a
 * rare custom value, the start of a word or a team. Each holds a row number, in order, so that
 * those who have one value come out newest first without sorting: row numbers follow `created_at`,
 * which never changes and is never the same twice.
 */
export const tables = `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE users (
    rid INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    name TEXT, image TEXT, role TEXT NOT NULL, language TEXT NOT NULL,
    teams TEXT NOT NULL, teams_role TEXT,
    created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,
    last_active INTEGER, deactivated_at INTEGER, deleted_at INTEGER, deletion TEXT,
    banned INTEGER NOT NULL, ban_expires INTEGER, shadow_banned INTEGER NOT NULL,
    online INTEGER NOT NULL, invisible INTEGER NOT NULL, bypass_moderation INTEGER NOT NULL,
    revoke_tokens_issued_before INTEGER, avg_response_time INTEGER,
    privacy_settings TEXT, messages TEXT, belongings TEXT, custom TEXT NOT NULL
  );
  CREATE TABLE facts (
    key TEXT NOT NULL, value NOT NULL, rid INTEGER NOT NULL, PRIMARY KEY (key, value, rid)
  ) WITHOUT ROWID;
  CREATE TABLE words (
    field TEXT NOT NULL, word TEXT NOT NULL, rid INTEGER NOT NULL, PRIMARY KEY (field, word, rid)
  ) WITHOUT ROWID;
  CREATE TABLE teams (
    team TEXT NOT NULL, rid INTEGER NOT NULL, PRIMARY KEY (team, rid)
  ) WITHOUT ROWID;
  CREATE TABLE burnt_ids (id TEXT PRIMARY KEY) WITHOUT ROWID;
  CREATE TABLE bans (
    target_id TEXT NOT NULL, channel_cid TEXT NOT NULL, banned_by TEXT, reason TEXT,
    created_at INTEGER NOT NULL, expires INTEGER, shadow INTEGER NOT NULL,
    PRIMARY KEY (target_id, channel_cid)
  ) WITHOUT ROWID;
  CREATE TABLE flags (
    id TEXT PRIMARY KEY, entity_type TEXT NOT NULL, entity_id TEXT NOT NULL, creator_id TEXT,
    reason TEXT, flagged_by TEXT, created_at INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE roles (
    name TEXT PRIMARY KEY, custom INTEGER NOT NULL,
    created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE tasks (
    id TEXT PRIMARY KEY, operation TEXT NOT NULL, request_id TEXT, input TEXT NOT NULL,
    fate TEXT, result TEXT, error TEXT, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL
  ) WITHOUT ROWID;
`

/** Made after the users are there: many times faster than keeping them while a million come in. */
export const indexes = `
  CREATE UNIQUE INDEX users_id ON users (id);
  CREATE UNIQUE INDEX users_created ON users (created_at);
  CREATE INDEX users_updated ON users (updated_at, id);
  CREATE INDEX users_active ON users (last_active, id);
  CREATE INDEX users_role ON users (role);
  CREATE INDEX users_role_id ON users (role, id);
  CREATE INDEX users_name ON users (name, id);
  CREATE INDEX users_banned ON users (banned) WHERE banned = 1;
  CREATE INDEX users_shadow_banned ON users (shadow_banned) WHERE shadow_banned = 1;
  CREATE INDEX users_bypassing ON users (bypass_moderation) WHERE bypass_moderation = 1;
  CREATE INDEX users_ban_ends ON users (ban_expires) WHERE ban_expires IS NOT NULL;
  CREATE INDEX bans_creator ON bans (created_at);
  CREATE INDEX flags_creator ON flags (creator_id);
  CREATE INDEX tasks_open ON tasks (id) WHERE result IS NULL AND error IS NULL;
`

/** Never emptied, not even by a reset: who reads on after entry N must not miss anything. */
export const effects = `
  CREATE TABLE IF NOT EXISTS effects (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id TEXT NOT NULL, operation TEXT NOT NULL, change TEXT NOT NULL, at INTEGER NOT NULL,
    request_id TEXT
  );
`
