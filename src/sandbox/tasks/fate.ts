/** What becomes of a task that a fault was laid on; without one it is completed. */
export type Fate = { outcome: 'stuck' | 'failed' } | { outcome: 'partly'; user_ids: string[] }
