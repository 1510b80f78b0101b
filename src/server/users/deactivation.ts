import { dailyLimitOf, type Right, rolesWith } from '../../contract/rights.ts'
import { Reason, safetyReasons } from '../../contract/reason.ts'
import type { User, UserDeactivation } from '../../contract/users.ts'
import type { Session } from '../http/handler.ts'
import { Refusal } from '../http/refusal.ts'
import type { AuditLog } from '../store/audit-entry.ts'

/** Stream roles and ids nobody is deactivated with: staff, and the acting user. */
const protectedRoles = new Set(['admin', 'global_admin', 'global_moderator'])
const ACTING_USER = 'steward'

/** Stream's clock and ours may differ by so much, and a call takes its time. */
const SLACK_MS = 60_000

export function refuseProtected({ id, role }: User): void {
  if (id === ACTING_USER) {
    throw new Refusal('protected', 'The acting user is protected', { because: 'acting-user' })
  }
  if (protectedRoles.has(role)) {
    throw new Refusal('protected', `The role ${role} is protected`, { because: 'privileged-role' })
  }
}

export function refuseState(because: 'already-deactivated' | 'not-deactivated'): never {
  throw new Refusal('conflict', `The user is ${because}`, { because })
}

/** @throws {Refusal} `over_limit` when one more would pass what the operator's role may do in a day. */
export async function refuseOverDailyLimit(
  audit: AuditLog,
  { operator }: Session,
  action: Right & ('user.deactivate' | 'user.reactivate'),
): Promise<void> {
  const limit = dailyLimitOf(operator.role, action)
  const asked = (await audit.countLastDay(operator.id, action)) + 1
  if (asked > limit) {
    throw new Refusal('over_limit', `${limit} a day`, { limit, asked, per: 'day' })
  }
}

/** Support can't give back to a spammer what a moderator took. */
export async function refuseLiftingSafety(
  audit: AuditLog,
  appId: string,
  user: User,
  { operator }: Session,
): Promise<void> {
  if (operator.role !== 'support') return
  const made = await deactivationOf(audit, appId, user)
  if (made && safetyReasons.includes(made.reason.preset)) {
    const roles = rolesWith('user.deactivate')
    throw new Refusal('forbidden', 'Deactivated for safety', { because: 'safety-reason', roles })
  }
}

/** Who deactivated a user here; null when it was done elsewhere, or the user is active. */
export async function deactivationOf(
  audit: AuditLog,
  appId: string,
  user: User,
): Promise<UserDeactivation | null> {
  if (!user.deactivatedAt) return null
  const line = await audit.lastDone(appId, user.id, 'user.deactivate')
  const reason = Reason.safeParse(line?.detail['reason'])
  if (!line || !reason.success) return null
  // An older line is about an earlier deactivation.
  const isThisOne = Date.parse(line.at) >= Date.parse(user.deactivatedAt) - SLACK_MS
  return isThisOne ? { at: line.at, operatorName: line.operatorName, reason: reason.data } : null
}
