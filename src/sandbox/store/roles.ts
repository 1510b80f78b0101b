import type { DatabaseSync } from 'node:sqlite'

export type Role = { name: string; custom: number; created_at: number; updated_at: number }

const builtIn = [
  'user',
  'admin',
  'guest',
  'anonymous',
  'channel_member',
  'channel_moderator',
  'global_moderator',
  'global_admin',
]
/** Roles of the made-up community's own. */
const made = ['moderator', 'support', 'creator']

/** The roles a user can have. */
export class Roles {
  readonly #database: DatabaseSync

  constructor(database: DatabaseSync) {
    this.#database = database
  }

  all(): Role[] {
    return this.#database.prepare('SELECT * FROM roles ORDER BY name').all() as Role[]
  }

  find(name: string): Role | undefined {
    return this.#database.prepare('SELECT * FROM roles WHERE name = ?').get(name) as
      Role | undefined
  }

  /** @param at  microseconds. */
  add(name: string, isCustom: boolean, at: number): void {
    this.#database
      .prepare('INSERT INTO roles VALUES (?, ?, ?, ?)')
      .run(name, Number(isCustom), at, at)
  }

  remove(name: string): void {
    this.#database.prepare('DELETE FROM roles WHERE name = ?').run(name)
  }

  /** The roles of a new store. */
  addFirst(at: number): void {
    for (const name of builtIn) this.add(name, false, at)
    for (const name of made) this.add(name, true, at)
  }
}
