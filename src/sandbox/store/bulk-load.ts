import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import { indexes } from './schema.ts'
import { columns, type NewUser } from './user.ts'
import { entriesOf } from './users.ts'

const ROWS_AT_ONCE = 50

/**
 * Fills empty tables with many users. What the indexes are to hold is put aside unsorted and sorted
 * in one go at the end, since a million users in no order would touch every page again and again.
 */
export class BulkLoad {
  readonly #database: DatabaseSync
  readonly #insert: StatementSync
  readonly #aside: Record<'facts' | 'words' | 'teams', Aside>
  #rid = 0

  /** Within a transaction of the caller's. */
  constructor(database: DatabaseSync) {
    this.#database = database
    this.#insert = database.prepare(
      `INSERT INTO users (rid, ${columns.join(', ')}) VALUES (?, ${columns.map(() => '?').join(', ')})`,
    )
    this.#aside = {
      facts: new Aside(database, 'facts', ['key', 'value', 'rid']),
      words: new Aside(database, 'words', ['field', 'word', 'rid']),
      teams: new Aside(database, 'teams', ['team', 'rid']),
    }
  }

  /** Adds the next user; they must come in the order of `created_at`. */
  add(user: NewUser): void {
    const rid = ++this.#rid
    this.#insert.run(rid, ...columns.map((name) => user[name]))
    for (const [index, entries] of entriesOf(user)) {
      for (const entry of entries) this.#aside[index].add(entry, rid)
    }
  }

  /** Sorts everything into place and makes the indexes. */
  finish(): void {
    for (const aside of Object.values(this.#aside)) aside.sortIn()
    this.#database.exec(indexes)
  }
}

/** Rows on their way into a table that is kept in order. */
class Aside {
  readonly #database: DatabaseSync
  readonly #table: string
  readonly #columns: string[]
  readonly #insertMany: StatementSync
  #waiting: SQLInputValue[] = []

  constructor(database: DatabaseSync, table: string, names: string[]) {
    this.#database = database
    this.#table = table
    this.#columns = names
    database.exec(`CREATE TEMP TABLE new_${table} (${names.join(', ')})`)
    this.#insertMany = database.prepare(this.#insertSql(ROWS_AT_ONCE))
  }

  add(entry: readonly SQLInputValue[], rid: number): void {
    for (const value of entry) this.#waiting.push(value)
    this.#waiting.push(rid)
    if (this.#waiting.length < ROWS_AT_ONCE * this.#columns.length) return
    this.#insertMany.run(...this.#waiting)
    this.#waiting = []
  }

  sortIn(): void {
    const rows = this.#waiting.length / this.#columns.length
    if (rows > 0) this.#database.prepare(this.#insertSql(rows)).run(...this.#waiting)
    const names = this.#columns.join(', ')
    this.#database.exec(`
      INSERT OR IGNORE INTO ${this.#table} (${names})
        SELECT ${names} FROM temp.new_${this.#table} ORDER BY ${names};
      DROP TABLE temp.new_${this.#table};
    `)
  }

  #insertSql(rows: number): string {
    const row = `(${this.#columns.map(() => '?').join(', ')})`
    return `INSERT INTO temp.new_${this.#table} VALUES ${Array.from({ length: rows }, () => row).join(', ')}`
  }
}
