import type { DatabaseSync, StatementSync } from 'node:sqlite'

/** Which call did it. */
export type Cause = { operation: string; requestId: string | null }

export type Effect = {
  seq: number
  user_id: string
  operation: string
  change: Change
  /** Microseconds. */
  at: number
  request_id: string | null
}

export type Change =
  | 'created'
  | 'replaced'
  | 'updated'
  | 'deactivated'
  | 'reactivated'
  | 'deleted'
  | 'pruned'
  | 'removed'
  | 'not deleted after all'
  | 'restored'
  | 'banned'
  | 'unbanned'
  | 'muted'
  | 'unmuted'
  | 'flagged'
  | 'blocked'
  | 'unblocked'
  | 'device added'
  | 'device removed'
  | 'exported'
  | 'custom event'
  | 'started again'

/**
 * The effect log: who was changed, by which call, when. Append-only and written in the transaction
 * of the change itself, so that a test can hold anybody's story against it.
 */
export class Effects {
  readonly #add: StatementSync
  readonly #after: StatementSync
  readonly #last: StatementSync

  constructor(database: DatabaseSync) {
    this.#add = database.prepare(
      `INSERT INTO effects (user_id, operation, change, at, request_id) VALUES (?, ?, ?, ?, ?)`,
    )
    this.#after = database.prepare('SELECT * FROM effects WHERE seq > ? ORDER BY seq LIMIT ?')
    this.#last = database.prepare('SELECT max(seq) AS seq FROM effects')
  }

  /** @param at  microseconds. */
  record(cause: Cause, userId: string, change: Change, at: number): void {
    this.#add.run(userId, cause.operation, change, at, cause.requestId)
  }

  /** The number of the last entry; 0 when there is none. */
  last(): number {
    return Number(this.#last.get()?.['seq'] ?? 0)
  }

  /** At most `limit` entries after entry `seq`, in order. */
  after(seq: number, limit = 10_000): Effect[] {
    return this.#after.all(seq, limit) as Effect[]
  }
}
