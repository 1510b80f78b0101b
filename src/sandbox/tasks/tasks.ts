import { randomUUID } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { missing } from '../http/api-error.ts'
import { atomically } from '../store/database.ts'
import type { Cause } from '../store/effects.ts'
import { nanosText, nowMicros } from '../time.ts'
import type { Fate } from './fate.ts'

/** What one kind of task does. `input` is what it was started with. */
export type Work = {
  /**
   * Does all of it and returns the result as JSON text, in one transaction with it.
   * @param refused  users whom it must fail for.
   */
  run(cause: Cause, input: unknown, refused: string[]): string
  /** Takes back what was done when the task was started. */
  undo?(cause: Cause, input: unknown): void
}

type StoredTask = {
  id: string
  operation: string
  request_id: string | null
  input: string
  fate: string | null
  result: string | null
  error: string | null
  created_at: number
  updated_at: number
}

/**
 * Asynchronous tasks: pending for half of `durationMs`, then running, then completed with their
 * effect or failed without. They survive a restart.
 */
export class Tasks {
  readonly #database: DatabaseSync
  readonly #durationMs: number
  readonly #works: Record<string, Work>
  readonly #timers = new Set<NodeJS.Timeout>()
  readonly #onDone: () => void

  /** @param onDone  called after each, when its effects are in the log. */
  constructor(
    database: DatabaseSync,
    durationMs: number,
    works: Record<string, Work>,
    onDone: () => void,
  ) {
    this.#database = database
    this.#durationMs = durationMs
    this.#works = works
    this.#onDone = onDone
    const open = database.prepare('SELECT * FROM tasks WHERE result IS NULL AND error IS NULL')
    for (const task of open.all() as StoredTask[]) this.#schedule(task)
  }

  /** Starts a task of the cause's operation and returns its id. `input` must survive JSON. */
  start(cause: Cause, input: unknown, fate: Fate | undefined): string {
    const now = nowMicros()
    const task: StoredTask = {
      id: randomUUID(),
      operation: cause.operation,
      request_id: cause.requestId,
      input: JSON.stringify(input),
      fate: fate ? JSON.stringify(fate) : null,
      result: null,
      error: null,
      created_at: now,
      updated_at: now,
    }
    this.#database
      .prepare('INSERT INTO tasks VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
      .run(...Object.values(task))
    this.#schedule(task)
    return task.id
  }

  /** The members of GET /tasks/{id}. @throws {ApiError} code 16 for an id nobody was given. */
  read(id: string): string {
    const task = this.#find(id)
    if (!task) throw missing('GetTask', `task ${id.slice(0, 100)} does not exist`)
    const result = task.result === null ? '' : `,"result":${task.result}`
    const error = task.error === null ? '' : `,"error":${task.error}`
    return (
      `"task_id":"${task.id}","status":"${this.#statusOf(task)}",` +
      `"created_at":${nanosText(task.created_at)},"updated_at":${nanosText(task.updated_at)}` +
      result +
      error
    )
  }

  /** Forgets what is under way; what is on disk goes on at the next start. */
  close(): void {
    for (const timer of this.#timers) clearTimeout(timer)
    this.#timers.clear()
  }

  #statusOf(task: StoredTask): string {
    if (task.result !== null) return 'completed'
    if (task.error !== null) return 'failed'
    return ageMs(task) < this.#durationMs / 2 ? 'pending' : 'running'
  }

  #find(id: string): StoredTask | undefined {
    return this.#database.prepare('SELECT * FROM tasks WHERE id = ?').get(id) as
      StoredTask | undefined
  }

  #schedule(task: StoredTask): void {
    if (fateOf(task)?.outcome === 'stuck') return
    const timer = setTimeout(
      () => {
        this.#timers.delete(timer)
        this.#finish(task)
      },
      Math.max(0, this.#durationMs - ageMs(task)),
    )
    this.#timers.add(timer)
  }

  #finish(task: StoredTask): void {
    const cause = { operation: task.operation, requestId: task.request_id }
    const work = this.#works[task.operation]
    const input: unknown = JSON.parse(task.input)
    const fate = fateOf(task)
    const refused = fate?.outcome === 'partly' ? fate.user_ids : []
    try {
      if (!work || fate?.outcome === 'failed') throw new Error('could not be finished')
      atomically(this.#database, () => {
        this.#end(task, work.run(cause, input, refused), null)
      })
    } catch (error) {
      const why = error instanceof Error ? error.message : 'could not be finished'
      atomically(this.#database, () => {
        work?.undo?.(cause, input)
        this.#end(task, null, JSON.stringify(failure(task.operation, why)))
      })
    }
    this.#onDone()
  }

  #end({ id }: StoredTask, result: string | null, error: string | null): void {
    this.#database
      .prepare('UPDATE tasks SET result = ?, error = ?, updated_at = ? WHERE id = ?')
      .run(result, error, nowMicros(), id)
  }
}

function fateOf({ fate }: StoredTask): Fate | undefined {
  return fate === null ? undefined : (JSON.parse(fate) as Fate)
}

function ageMs({ created_at }: StoredTask): number {
  return (nowMicros() - created_at) / 1_000
}

function failure(operation: string, why: string) {
  return { type: 'TaskError', description: `${operation}: ${why}`, version: '1' }
}
