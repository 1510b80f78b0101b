import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { elements, isObject, members } from './json-text.ts'
import type { StoredUser } from './user.ts'
import { wordsOf } from './words.ts'

const columns = [
  'id',
  'name',
  'image',
  'role',
  'language',
  'teams',
  'teams_role',
  'created_at',
  'updated_at',
  'last_active',
  'deactivated_at',
  'deleted_at',
  'banned',
  'ban_expires',
  'shadow_banned',
  'online',
  'invisible',
  'bypass_moderation',
  'revoke_tokens_issued_before',
  'avg_response_time',
  'privacy_settings',
  'extra',
  'custom',
] as const satisfies (keyof StoredUser)[]

/** A custom object deeper than this is kept but not searchable below. */
const SEARCHABLE_DEPTH = 4

/** The users and the indexes over them. Callers wrap changes in a transaction. */
export class Users {
  readonly #find: StatementSync
  readonly #insert: StatementSync
  readonly #update: StatementSync
  readonly #clear: StatementSync[]
  readonly #addValue: StatementSync
  readonly #addWord: StatementSync
  readonly #addTeam: StatementSync
  readonly #addEffect: StatementSync

  constructor(database: DatabaseSync) {
    const places = columns.map(() => '?').join(', ')
    this.#find = database.prepare('SELECT * FROM users WHERE id = ?')
    this.#insert = database.prepare(`INSERT INTO users (${columns.join(', ')}) VALUES (${places})`)
    this.#update = database.prepare(
      `UPDATE users SET ${columns.map((name) => `${name} = ?`).join(', ')} WHERE rid = ?`,
    )
    this.#clear = ['custom_values', 'words', 'teams'].map((table) =>
      database.prepare(`DELETE FROM ${table} WHERE rid = ?`),
    )
    this.#addValue = database.prepare('INSERT INTO custom_values VALUES (?, ?, ?, ?)')
    this.#addWord = database.prepare('INSERT INTO words VALUES (?, ?, ?)')
    this.#addTeam = database.prepare('INSERT OR IGNORE INTO teams VALUES (?, ?)')
    this.#addEffect = database.prepare(
      'INSERT INTO effects (user_id, operation, change, at) VALUES (?, ?, ?, ?)',
    )
  }

  find(id: string): StoredUser | undefined {
    return this.#find.get(id) as StoredUser | undefined
  }

  insert(user: Omit<StoredUser, 'rid'>): StoredUser {
    const { lastInsertRowid } = this.#insert.run(...columns.map((name) => user[name]))
    const stored = { ...user, rid: Number(lastInsertRowid) }
    this.#index(stored)
    return stored
  }

  update(user: StoredUser): void {
    this.#update.run(...columns.map((name) => user[name]), user.rid)
    for (const statement of this.#clear) statement.run(user.rid)
    this.#index(user)
  }

  /** Changes plain columns without touching the indexes. */
  logEffect(id: string, operation: string, change: string, at: number): void {
    this.#addEffect.run(id, operation, change, at)
  }

  #index(user: StoredUser): void {
    for (const team of JSON.parse(user.teams) as string[]) this.#addTeam.run(team, user.rid)
    this.#indexWords('id', user.id, user.rid)
    if (user.name !== null) this.#indexWords('name', user.name, user.rid)
    this.#indexCustom('', user.custom, user.rid, 0)
  }

  #indexWords(field: string, text: string, rid: number): void {
    for (const word of new Set(wordsOf(text))) this.#addWord.run(field, word, rid)
  }

  #indexCustom(prefix: string, objectText: string, rid: number, depth: number): void {
    for (const [key, valueText] of members(objectText)) {
      const path = prefix + key
      this.#addValue.run(path, 'present', null, rid)
      if (isObject(valueText)) {
        if (depth < SEARCHABLE_DEPTH) this.#indexCustom(`${path}.`, valueText, rid, depth + 1)
      } else if (valueText.startsWith('[')) {
        for (const element of elements(valueText)) this.#indexScalar(path, 'in:', element, rid)
      } else {
        this.#indexScalar(path, '', valueText, rid)
        if (path === 'username') this.#indexWords('username', String(JSON.parse(valueText)), rid)
      }
    }
  }

  #indexScalar(path: string, prefix: 'in:' | '', valueText: string, rid: number): void {
    const value: unknown = JSON.parse(valueText)
    if (typeof value === 'string') this.#addValue.run(path, `${prefix}text`, value, rid)
    else if (typeof value === 'number') this.#addValue.run(path, `${prefix}number`, value, rid)
    else if (typeof value === 'boolean')
      this.#addValue.run(path, `${prefix}yes-no`, Number(value), rid)
  }
}
