import type { AuditAction } from '../../contract/audit.ts'

/** One line before the act. `operatorId` is null for a sign-in that has no operator yet. */
export type AuditIntent = {
  appId: string | null
  operatorId: string | null
  operatorName: string | null
  action: AuditAction
  /** The user or thing acted on; null where there is none. */
  target: string | null
  requestId: string
  detail: Record<string, unknown>
}

/** One line after it. `refused` carries the error code of the contract. */
type AuditOutcome = {
  result: 'done' | 'refused' | 'failed'
  code: string | null
  detail: Record<string, unknown>
}

/** The append-only record of every write and every refusal. */
export type AuditLog = {
  /** Committed before any effect; returns the id the outcome refers to. */
  intent(entry: AuditIntent): Promise<string>
  outcome(intentId: string, outcome: AuditOutcome): Promise<void>
  /** How many users this operator did `action` to in the last 24 hours, refusals left out. */
  countLastDay(operatorId: string, action: AuditAction): Promise<number>
  /** The latest line about a user with this action that was done, or undefined. */
  lastDone(
    appId: string,
    target: string,
    action: AuditAction,
  ): Promise<{ at: string; operatorName: string; detail: Record<string, unknown> } | undefined>
}
