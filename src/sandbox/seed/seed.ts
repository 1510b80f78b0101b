import { existsSync, rmSync, renameSync } from 'node:fs'
import path from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { BulkLoad } from '../store/bulk-load.ts'
import {
  atomically,
  emptyDatabase,
  hasTables,
  openDatabase,
  readMeta,
  STORE_FILE,
  writeMeta,
} from '../store/database.ts'
import { Roles } from '../store/roles.ts'
import { DAY, HOUR, nowMicros } from '../time.ts'
import { community } from './community.ts'

export type SeedOptions = { seed: number; users: number }

/** Opens the store in `data`, or one in memory, holding the community of this seed and size. */
export function openSeeded({ data, ...options }: SeedOptions & { data: string | undefined }) {
  if (data === undefined) {
    const database = openDatabase(undefined)
    seedStore(database, options)
    return database
  }
  const isThere = existsSync(path.join(data, STORE_FILE)) && isSeeded(data, options)
  if (!isThere) fillFile(data, options)
  return openDatabase(data)
}

/** Replaces whatever is in the store by a fresh community, in one transaction. */
export function seedStore(database: DatabaseSync, { seed, users }: SeedOptions): void {
  const anchor = Math.floor(nowMicros() / HOUR) * HOUR
  atomically(database, () => {
    emptyDatabase(database)
    new Roles(database).addFirst(anchor - 3 * 365 * DAY)
    const load = new BulkLoad(database)
    const addBan = database.prepare('INSERT INTO bans VALUES (?, ?, ?, ?, ?, ?, ?)')
    for (const { user, ban } of community(seed, users, anchor)) {
      load.add(user)
      if (ban) addBan.run(user.id, '', ban.by, ban.reason, ban.at, user.ban_expires, ban.shadow)
    }
    load.finish()
    writeMeta(database, 'seed', nameOf({ seed, users }))
  })
}

function isSeeded(data: string, options: SeedOptions): boolean {
  const database = openDatabase(data)
  const isRight = hasTables(database) && readMeta(database, 'seed') === nameOf(options)
  database.close()
  return isRight
}

/**
 * Fills a file beside the store's and puts it in place when it is complete: a start that is broken
 * off leaves nothing half-filled, and nothing has to be written twice to make sure of that.
 */
function fillFile(data: string, options: SeedOptions): void {
  const file = path.join(data, STORE_FILE)
  const remove = (name: string) => rmSync(name, { force: true })
  const made = `${file}.new`
  remove(made)
  const database = openDatabase(data, `${STORE_FILE}.new`)
  // The sorting of a million users takes several times the cache.
  database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -16384')
  seedStore(database, options)
  database.close()
  for (const end of ['', '-wal', '-shm']) remove(file + end)
  renameSync(made, file)
}

function nameOf({ seed, users }: SeedOptions): string {
  return `${seed}/${users}`
}
