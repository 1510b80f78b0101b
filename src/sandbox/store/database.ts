import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { wordsBegin } from '../words.ts'
import { factAt } from './facts.ts'
import { effects, SCHEMA_VERSION, tables } from './schema.ts'

export const STORE_FILE = 'sandbox.sqlite'
const CACHE_KIB = 64 * 1024

/** Opens the store in `folder`, or in memory. Every commit is on disk before it is acknowledged. */
export function openDatabase(folder: string | undefined, file = STORE_FILE): DatabaseSync {
  if (folder) mkdirSync(folder, { recursive: true })
  const database = new DatabaseSync(folder ? path.join(folder, file) : ':memory:')
  database.exec(`
    PRAGMA busy_timeout = 2000;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA cache_size = -${CACHE_KIB};
  `)
  const options = { deterministic: true, directOnly: true }
  database.function('custom_value', options, (text, key, type) =>
    factAt(String(text), String(key), String(type)),
  )
  database.function('words_begin', options, (text, prefix) =>
    text === null ? 0 : Number(wordsBegin(String(text), String(prefix))),
  )
  return database
}

/** Drops what an older version or an earlier seed left, and makes the tables without their indexes. */
export function emptyDatabase(database: DatabaseSync): void {
  const made = database
    .prepare(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`)
    .all() as { name: string }[]
  const isOld = !hasTables(database)
  for (const { name } of made) {
    if (name !== 'effects' || isOld) database.exec(`DROP TABLE ${name}`)
  }
  database.exec(tables + effects)
  database.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`)
}

/** Whether the tables are there, and are those of this version. */
export function hasTables(database: DatabaseSync): boolean {
  const row = database.prepare('PRAGMA user_version').get()
  return row?.['user_version'] === SCHEMA_VERSION
}

/** One of the store's own facts, such as the seed it was filled from. */
export function readMeta(database: DatabaseSync, key: string): string | undefined {
  const row = database.prepare('SELECT value FROM meta WHERE key = ?').get(key)
  return row?.['value'] as string | undefined
}

export function writeMeta(database: DatabaseSync, key: string, value: string): void {
  database.prepare('INSERT OR REPLACE INTO meta VALUES (?, ?)').run(key, value)
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
