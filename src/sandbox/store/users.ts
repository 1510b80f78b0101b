import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { nameKey, wordsOf } from '../words.ts'
import { type Fact, type FactValue, factsOf } from './facts.ts'
import { columns, type NewUser, type StoredUser } from './user.ts'

type Entry = readonly [string, FactValue] | readonly [string]
type Index = 'facts' | 'words' | 'teams'
const indexColumns: Record<Index, string[]> = {
  facts: ['key', 'value'],
  words: ['field', 'word'],
  teams: ['team'],
}

/** The users and the indexes over them. Callers wrap changes in a transaction. */
export class Users {
  readonly #database: DatabaseSync
  readonly #statements = new Map<string, StatementSync>()

  constructor(database: DatabaseSync) {
    this.#database = database
  }

  find(id: string): StoredUser | undefined {
    return this.#prepared('SELECT * FROM users WHERE id = ?').get(id) as StoredUser | undefined
  }

  /** Whether a user of this id was hard-deleted: it can never be used again. */
  isBurnt(id: string): boolean {
    return this.#prepared('SELECT 1 FROM burnt_ids WHERE id = ?').get(id) !== undefined
  }

  insert(user: NewUser): StoredUser {
    const places = columns.map(() => '?').join(', ')
    const { lastInsertRowid } = this.#prepared(
      `INSERT INTO users (${columns.join(', ')}) VALUES (${places})`,
    ).run(...columns.map((name) => user[name]))
    const stored = { ...user, rid: Number(lastInsertRowid) }
    for (const [index, entries] of entriesOf(stored)) this.#add(index, entries, stored.rid)
    return stored
  }

  /** Writes what differs, so that a change of one field costs one field. */
  update(before: StoredUser, after: StoredUser): void {
    const changed = columns.filter((name) => before[name] !== after[name])
    if (changed.length === 0) return
    this.#prepared(
      `UPDATE users SET ${changed.map((name) => `${name} = ?`).join(', ')} WHERE rid = ?`,
    ).run(...changed.map((name) => after[name]), before.rid)
    const [old, now] = [new Map(entriesOf(before)), new Map(entriesOf(after))]
    for (const index of ['facts', 'words', 'teams'] as const) {
      const [had, has] = [old.get(index) ?? [], now.get(index) ?? []]
      this.#remove(index, without(had, has), before.rid)
      this.#add(index, without(has, had), before.rid)
    }
  }

  /** Removes a user for good and burns the id. */
  burn(user: StoredUser): void {
    for (const [index, entries] of entriesOf(user)) this.#remove(index, entries, user.rid)
    this.#prepared('DELETE FROM users WHERE rid = ?').run(user.rid)
    this.#prepared('DELETE FROM bans WHERE target_id = ?').run(user.id)
    this.#prepared('INSERT OR IGNORE INTO burnt_ids VALUES (?)').run(user.id)
  }

  /** Those with the same name but for case, spaces and signs; deleted ones do not count. */
  namesakes(name: string): StoredUser[] {
    return this.#prepared(
      `SELECT users.* FROM words JOIN users USING (rid)
       WHERE field = 'name key' AND word = ? AND deleted_at IS NULL`,
    ).all(nameKey(name)) as StoredUser[]
  }

  /** Somebody who has this role. */
  oneWithRole(role: string): string | undefined {
    const row = this.#prepared('SELECT id FROM users WHERE role = ? LIMIT 1').get(role)
    return row?.['id'] as string | undefined
  }

  /** Users that are not deleted, deactivated ones included. */
  count(): number {
    const row = this.#prepared('SELECT count(*) AS n FROM users WHERE deleted_at IS NULL').get()
    return Number(row?.['n'])
  }

  /** Microseconds; nothing in the store is later. */
  lastChange(): number {
    const row = this.#prepared('SELECT max(updated_at) AS at FROM users').get()
    return Number(row?.['at'] ?? 0)
  }

  #add(index: Index, entries: Entry[], rid: number): void {
    const names = [...indexColumns[index], 'rid']
    const sql = `INSERT OR IGNORE INTO ${index} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`
    for (const entry of entries) this.#prepared(sql).run(...entry, rid)
  }

  #remove(index: Index, entries: Entry[], rid: number): void {
    const where = indexColumns[index].map((name) => `${name} = ?`).join(' AND ')
    for (const entry of entries) {
      this.#prepared(`DELETE FROM ${index} WHERE ${where} AND rid = ?`).run(...entry, rid)
    }
  }

  #prepared(sql: string): StatementSync {
    let statement = this.#statements.get(sql)
    if (!statement) {
      statement = this.#database.prepare(sql)
      this.#statements.set(sql, statement)
    }
    return statement
  }
}

/** What the three indexes say about a user. */
export function entriesOf(user: NewUser): [Index, Entry[]][] {
  const facts = factsOf(user.custom)
  const words: Entry[] = wordsIn('id', user.id)
  if (user.name !== null) {
    words.push(...wordsIn('name', user.name), ['name key', nameKey(user.name)])
  }
  words.push(...usernameWords(facts))
  const teams = user.teams === '[]' ? [] : (JSON.parse(user.teams) as string[])
  return [
    ['facts', facts],
    ['words', words],
    ['teams', teams.map((team) => [team] as const)],
  ]
}

function usernameWords(facts: Fact[]): Entry[] {
  const username = facts.find(([key]) => key === 'username')?.[1]
  return typeof username === 'string' ? wordsIn('username', username) : []
}

function wordsIn(field: string, text: string): Entry[] {
  return [...new Set(wordsOf(text))].map((word) => [field, word] as const)
}

function without(list: Entry[], others: Entry[]): Entry[] {
  const known = new Set(others.map(keyOf))
  return list.filter((entry) => !known.has(keyOf(entry)))
}

function keyOf(entry: Entry): string {
  return JSON.stringify(entry, (_, value: unknown) =>
    value instanceof Uint8Array ? { byte: value[0] } : value,
  )
}
