import { randomUUID } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { missing } from './api-error.ts'
import { atomically } from './database.ts'
import { nanosText, nowMicros } from './time.ts'

type StoredTask = {
  id: string
  operation: string
  input: string
  result: string | null
  created_at: number
  updated_at: number
}

/** Does a task's work and returns its result as JSON text. */
type Work = (operation: string, ids: string[]) => string

/** Asynchronous tasks: pending for half of `durationMs`, then running, then done with their effect. */
export class Tasks {
  readonly #database: DatabaseSync
  readonly #durationMs: number
  readonly #work: Work
  readonly #timers = new Set<NodeJS.Timeout>()

  constructor(database: DatabaseSync, durationMs: number, work: Work) {
    this.#database = database
    this.#durationMs = durationMs
    this.#work = work
    const unfinished = database.prepare('SELECT id FROM tasks WHERE result IS NULL').all()
    for (const { id } of unfinished as { id: string }[]) this.#schedule(id)
  }

  start(operation: string, ids: string[]): string {
    const id = randomUUID()
    const now = nowMicros()
    this.#database
      .prepare('INSERT INTO tasks VALUES (?, ?, ?, NULL, ?, ?)')
      .run(id, operation, JSON.stringify(ids), now, now)
    this.#schedule(id)
    return id
  }

  /** GET /tasks/{id}. @throws {ApiError} code 16 for an id nobody was given. */
  read(id: string): string {
    const task = this.#find(id)
    if (!task) throw missing('GetTask', `task ${id} does not exist`)
    const ageMs = (nowMicros() - task.created_at) / 1_000
    const status = task.result ? 'completed' : ageMs < this.#durationMs / 2 ? 'pending' : 'running'
    const result = task.result ? `,"result":${task.result}` : ''
    return (
      `"task_id":"${task.id}","status":"${status}",` +
      `"created_at":${nanosText(task.created_at)},"updated_at":${nanosText(task.updated_at)}${result}`
    )
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer)
  }

  #find(id: string): StoredTask | undefined {
    return this.#database.prepare('SELECT * FROM tasks WHERE id = ?').get(id) as
      StoredTask | undefined
  }

  #schedule(id: string): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      this.#finish(id)
    }, this.#durationMs)
    this.#timers.add(timer)
  }

  #finish(id: string): void {
    const task = this.#find(id)
    if (!task) return
    atomically(this.#database, () => {
      const result = this.#work(task.operation, JSON.parse(task.input) as string[])
      this.#database
        .prepare('UPDATE tasks SET result = ?, updated_at = ? WHERE id = ?')
        .run(result, nowMicros(), id)
    })
  }
}
