import type { DatabaseSync } from 'node:sqlite'
import { Effects } from './effects.ts'
import { Roles } from './roles.ts'
import { Settings } from './settings.ts'
import { Users } from './users.ts'

/** Everything the sandbox remembers, one door per thing. */
export type Store = {
  database: DatabaseSync
  users: Users
  effects: Effects
  roles: Roles
  settings: Settings
}

/** The store over a database that `seedStore` has filled. */
export function storeOver(database: DatabaseSync): Store {
  return {
    database,
    users: new Users(database),
    effects: new Effects(database),
    roles: new Roles(database),
    settings: new Settings(database),
  }
}
