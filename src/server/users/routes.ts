import { type AppEvent, appEvents } from '../../contract/app-events.ts'
import { dailyLimitOf, rolesWith } from '../../contract/rights.ts'
import { Reason, safetyReasons } from '../../contract/reason.ts'
import {
  deactivateUser,
  getUser,
  listUsers,
  reactivateUser,
  type User,
  type UserDeactivation,
  updateUser,
} from '../../contract/users.ts'
import type { Mount, Session } from '../http/handler.ts'
import { Refusal } from '../http/refusal.ts'
import type { AuditLog } from '../store/audit-entry.ts'
import { whyNotWritable } from '../stream/custom-keys.ts'
import type { StreamGateway } from '../stream/gateway.ts'
import { userPage } from './user-walk.ts'

/** Stream roles and ids nobody is deactivated with: staff, and the acting user. */
const protectedRoles = new Set(['admin', 'global_admin', 'global_moderator'])
const ACTING_USER = 'steward'

export type UserParts = {
  audit: AuditLog
  /** The gateway of an app. @throws {Refusal} `not_found` for an app that is not connected. */
  streamOf(appId: string): StreamGateway
  publish(appId: string, event: AppEvent): Promise<void>
  eventsOf(appId: string, signal: AbortSignal): AsyncIterable<AppEvent>
}

export function mountUserRoutes(mount: Mount, parts: UserParts): void {
  const { audit, streamOf, publish, eventsOf } = parts

  mount(listUsers, ({ params, body }) => userPage(streamOf(params.appId), body))

  mount(getUser, async ({ params: { appId, userId } }) => {
    const user = await existing(streamOf(appId), userId)
    return { user, deactivation: await deactivationOf(audit, appId, user) }
  })

  mount(updateUser, async ({ params: { appId, userId }, body }, { note }) => {
    refuseUnwritable(body)
    const keys = [...body.setCustom.map(({ key }) => key), ...body.unsetCustom]
    // Names only: a before-value is personal data and gets its own place.
    note({ keys })
    const stream = streamOf(appId)
    const user = await settled(stream, userId, () =>
      stream.updateUserCustom(userId, { set: body.setCustom, unset: body.unsetCustom }),
    )
    await publish(appId, { type: 'user.changed', userId })
    return { user }
  })

  mount(deactivateUser, async ({ params: { appId, userId }, body }, { session, note }) => {
    note(body)
    const stream = streamOf(appId)
    const before = await existing(stream, userId)
    refuseProtected(before)
    if (before.deactivatedAt) refuseState('already-deactivated')
    await refuseOverDailyLimit(audit, session)
    const user = await settled(stream, userId, () => stream.deactivateUser(userId, body))
    await publish(appId, { type: 'user.changed', userId })
    return { user }
  })

  mount(reactivateUser, async ({ params: { appId, userId }, body }, { session, note }) => {
    note(body)
    const stream = streamOf(appId)
    const before = await existing(stream, userId)
    if (!before.deactivatedAt) refuseState('not-deactivated')
    await refuseLiftingSafety(audit, appId, before, session)
    const user = await settled(stream, userId, () => stream.reactivateUser(userId, body))
    await publish(appId, { type: 'user.changed', userId })
    return { user }
  })

  mount(appEvents, ({ params: { appId } }, { signal }) => {
    streamOf(appId)
    return eventsOf(appId, signal)
  })
}

async function existing(stream: StreamGateway, userId: string): Promise<User> {
  const user = await stream.getUser(userId)
  if (!user) throw new Refusal('not_found', 'Stream has no user with this id')
  return user
}

/**
 * Runs a write. Stream's "does not exist" also means deactivated or deleted, so the user is read
 * again before anybody is told that there is no such person.
 */
async function settled(
  stream: StreamGateway,
  userId: string,
  write: () => Promise<User>,
): Promise<User> {
  try {
    return await write()
  } catch (error) {
    if (error instanceof Refusal && error.code === 'not_found') {
      const user = await existing(stream, userId)
      if (user.deactivatedAt) refuseState('already-deactivated')
    }
    throw error
  }
}

function refuseProtected({ id, role }: User): void {
  if (id === ACTING_USER) {
    throw new Refusal('protected', 'The acting user is protected', { because: 'acting-user' })
  }
  if (protectedRoles.has(role)) {
    throw new Refusal('protected', `The role ${role} is protected`, { because: 'privileged-role' })
  }
}

function refuseState(because: 'already-deactivated' | 'not-deactivated'): never {
  throw new Refusal('conflict', `The user is ${because}`, { because })
}

async function refuseOverDailyLimit(audit: AuditLog, { operator }: Session): Promise<void> {
  const limit = dailyLimitOf(operator.role, 'user.deactivate')
  const asked = (await audit.countLastDay(operator.id, 'user.deactivate')) + 1
  if (asked > limit) {
    throw new Refusal('over_limit', `${limit} a day`, { limit, asked, per: 'day' })
  }
}

async function refuseLiftingSafety(
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
async function deactivationOf(
  audit: AuditLog,
  appId: string,
  user: User,
): Promise<UserDeactivation | null> {
  if (!user.deactivatedAt) return null
  const line = await audit.lastDone(appId, user.id, 'user.deactivate')
  const reason = Reason.safeParse(line?.detail['reason'])
  if (!line || !reason.success) return null
  // An older line is about an earlier deactivation; the outcome is written within a call's time.
  const isThisOne = Date.parse(line.at) >= Date.parse(user.deactivatedAt) - 60_000
  return isThisOne ? { at: line.at, operatorName: line.operatorName, reason: reason.data } : null
}

function refuseUnwritable(body: { setCustom: { key: string }[]; unsetCustom: string[] }): void {
  const named = [
    ...body.setCustom.map(({ key }, index) => [`body.setCustom.${index}.key`, key] as const),
    ...body.unsetCustom.map((key, index) => [`body.unsetCustom.${index}`, key] as const),
  ]
  const seen = new Set<string>()
  const fields = named.flatMap(([path, key]): { path: string; message: string }[] => {
    const message = seen.has(key) ? 'Named twice' : whyNotWritable(key)
    seen.add(key)
    return message ? [{ path, message }] : []
  })
  if (named.length === 0) fields.push({ path: 'body', message: 'Nothing to change' })
  if (fields.length > 0) throw new Refusal('bad_input', 'Not writable', { fields })
}
