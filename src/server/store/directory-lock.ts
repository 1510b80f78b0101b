import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** The data directory belongs to another process that is alive. */
export class DirectoryInUse extends Error {}

const SQLITE_BUSY = 5

/**
 * Makes a data directory ours until the returned function is called. The embedded database takes no
 * lock itself, and two processes on one folder lose committed rows. The lock is the kernel's, taken
 * through an empty SQLite file: it ends with its process however that dies, and holds between
 * containers that share the folder, where process ids mean nothing.
 *
 * @throws {DirectoryInUse} naming the process that has it.
 */
export function lockDirectory(directory: string): () => void {
  const lock = tryLock(directory)
  if (!lock) {
    throw new DirectoryInUse(
      `${directory} is in use by process ${holderIn(directory) ?? 'of another machine'}. ` +
        'Stop it first, or set DATA_DIR to another folder.',
    )
  }
  const note = noteIn(directory)
  writeFileSync(note, String(process.pid))
  return () => {
    rmSync(note, { force: true })
    lock.close()
  }
}

/** The process that has a directory, for whoever wants to ask it something. */
export function processHolding(directory: string): number | undefined {
  const lock = tryLock(directory)
  if (!lock) return holderIn(directory)
  lock.close()
  return undefined
}

/** Undefined when somebody has it. */
function tryLock(directory: string): DatabaseSync | undefined {
  mkdirSync(directory, { recursive: true })
  const database = new DatabaseSync(path.join(directory, 'steward.lock'))
  try {
    database.exec('BEGIN EXCLUSIVE')
    return database
  } catch (error) {
    database.close()
    if ((error as { errcode?: number }).errcode === SQLITE_BUSY) return undefined
    throw error
  }
}

function noteIn(directory: string): string {
  return path.join(directory, 'steward.pid')
}

function holderIn(directory: string): number | undefined {
  try {
    return Number(readFileSync(noteIn(directory), 'utf8')) || undefined
  } catch {
    return undefined
  }
}
