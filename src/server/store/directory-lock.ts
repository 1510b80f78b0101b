import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import path from 'node:path'

/** The data directory belongs to another process that is alive. */
export class DirectoryInUse extends Error {}

/** A running process of this machine; a process id alone may be somebody else's by now. */
type Holder = { pid: number; boot: string; started: string }

/**
 * Makes a data directory ours until the returned function is called. The embedded database takes no
 * lock itself, and two processes on one folder lose committed rows.
 *
 * @throws {DirectoryInUse} naming the process that has it. A lock left by a dead process is taken over.
 */
export function lockDirectory(directory: string): () => void {
  mkdirSync(directory, { recursive: true })
  const file = path.join(directory, 'steward.lock')
  const us = holderOf(process.pid)
  // Twice: once more after a dead process's lock was removed. A third holder wins fairly.
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      const handle = openSync(file, 'wx', 0o600)
      writeSync(handle, JSON.stringify(us))
      closeSync(handle)
      return () => rmSync(file, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const holder = readHolder(file)
    if (holder && isAlive(holder)) {
      throw new DirectoryInUse(
        `${directory} is in use by process ${holder.pid}. Stop it first, or set DATA_DIR to another folder.`,
      )
    }
    rmSync(file, { force: true })
  }
  throw new DirectoryInUse(`${directory} is in use by another process.`)
}

/** The process that has a directory, for whoever wants to ask it something. */
export function processHolding(directory: string): number | undefined {
  const holder = readHolder(path.join(directory, 'steward.lock'))
  return holder && isAlive(holder) ? holder.pid : undefined
}

function readHolder(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder
  } catch {
    return undefined
  }
}

function isAlive(holder: Holder): boolean {
  try {
    process.kill(holder.pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
  }
  const now = holderOf(holder.pid)
  return now.boot === holder.boot && now.started === holder.started
}

function holderOf(pid: number): Holder {
  return { pid, boot: read('/proc/sys/kernel/random/boot_id'), started: startOf(pid) }
}

/** Clock ticks from boot to the process's start: field 22, counted after the name in brackets. */
function startOf(pid: number): string {
  return read(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ')[19] ?? ''
}

/** Empty where there is no /proc; then the process id alone decides. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    return ''
  }
}
