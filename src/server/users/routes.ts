import { type AppEvent, appEvents } from '../../contract/app-events.ts'
import {
  deactivateUser,
  getUser,
  listUsers,
  reactivateUser,
  type User,
  updateUser,
} from '../../contract/users.ts'
import type { Mount } from '../http/handler.ts'
import { Refusal } from '../http/refusal.ts'
import type { AuditLog } from '../store/audit-entry.ts'
import type { StreamGateway } from '../stream/gateway.ts'
import { keysOf } from './custom-change.ts'
import {
  deactivationOf,
  refuseLiftingSafety,
  refuseOverDailyLimit,
  refuseProtected,
  refuseState,
} from './deactivation.ts'
import { userPage } from './user-walk.ts'

export type UserParts = {
  audit: AuditLog
  /** The gateway of an app. @throws {Refusal} `not_found` for an app that is not connected. */
  streamOf(appId: string): StreamGateway
  publish(appId: string, event: AppEvent): Promise<void>
  eventsOf(appId: string, signal: AbortSignal): Promise<AsyncIterable<AppEvent>>
}

export function mountUserRoutes(mount: Mount, parts: UserParts): void {
  const { audit, streamOf, publish, eventsOf } = parts

  /** Runs a write and tells whoever looks at the user. */
  async function changed(
    appId: string,
    userId: string,
    write: (stream: StreamGateway) => Promise<User>,
  ) {
    const stream = streamOf(appId)
    const user = await write(stream).catch((error: unknown) => explained(stream, userId, error))
    await publish(appId, { type: 'user.changed', userId })
    return { user }
  }

  mount(listUsers, ({ params, body }, { signal }) => userPage(streamOf(params.appId), body, signal))

  mount(getUser, async ({ params: { appId, userId } }, { signal }) => {
    const user = await existing(streamOf(appId), userId, signal)
    return { user, deactivation: await deactivationOf(audit, appId, user) }
  })

  mount(updateUser, ({ params: { appId, userId }, body }, { note }) => {
    // Names only: a before-value is personal data and gets its own place.
    note({ keys: keysOf(body) })
    return changed(appId, userId, (stream) =>
      stream.updateUserCustom(userId, { set: body.setCustom, unset: body.unsetCustom }),
    )
  })

  mount(deactivateUser, async ({ params: { appId, userId }, body }, { session, note }) => {
    note(body)
    const before = await existing(streamOf(appId), userId)
    refuseProtected(before)
    if (before.deactivatedAt) refuseState('already-deactivated')
    await refuseOverDailyLimit(audit, session, 'user.deactivate')
    return changed(appId, userId, (stream) => stream.deactivateUser(userId, body))
  })

  mount(reactivateUser, async ({ params: { appId, userId }, body }, { session, note }) => {
    note(body)
    const before = await existing(streamOf(appId), userId)
    if (!before.deactivatedAt) refuseState('not-deactivated')
    await refuseLiftingSafety(audit, appId, before, session)
    await refuseOverDailyLimit(audit, session, 'user.reactivate')
    return changed(appId, userId, (stream) => stream.reactivateUser(userId, body))
  })

  mount(appEvents, async ({ params: { appId } }, { signal }) => {
    streamOf(appId)
    return eventsOf(appId, signal)
  })
}

async function existing(
  stream: StreamGateway,
  userId: string,
  signal?: AbortSignal,
): Promise<User> {
  const user = await stream.getUser(userId, signal)
  if (!user) throw new Refusal('not_found', 'Stream has no user with this id')
  return user
}

/**
 * Why a write failed. Stream's "does not exist" also means deactivated or deleted, so the user is
 * read again before anybody is told that there is no such person.
 */
async function explained(stream: StreamGateway, userId: string, error: unknown): Promise<never> {
  if (error instanceof Refusal && error.code === 'not_found') {
    const user = await existing(stream, userId)
    if (user.deactivatedAt) refuseState('already-deactivated')
  }
  throw error
}
