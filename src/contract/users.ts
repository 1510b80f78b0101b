import * as z from 'zod/mini'
import { AppId } from './apps.ts'
import { CustomField, NewCustomField } from './custom-field.ts'
import { defineEndpoint } from './endpoint.ts'
import { Reason } from './reason.ts'
import { Timestamp } from './timestamp.ts'
import { UserFilter, everyone } from './user-filter.ts'

/** 1–255 of the characters Stream allows in an id. */
const UserId = z
  .string()
  .check(
    z.minLength(1),
    z.maxLength(255),
    z.regex(/^[@\w-]+$/, 'An id has only letters, digits, @, _ and -'),
  )

/** A user of the Stream app, every built-in field included. */
export const User = z.object({
  id: z.string(),
  name: z.nullable(z.string()),
  image: z.nullable(z.string()),
  role: z.string(),
  language: z.string(),
  teams: z.array(z.string()),
  teamsRole: z.array(z.object({ team: z.string(), role: z.string() })),
  createdAt: Timestamp,
  updatedAt: Timestamp,
  lastActiveAt: z.nullable(Timestamp),
  deactivatedAt: z.nullable(Timestamp),
  deletedAt: z.nullable(Timestamp),
  online: z.boolean(),
  invisible: z.boolean(),
  banned: z.boolean(),
  banExpiresAt: z.nullable(Timestamp),
  shadowBanned: z.boolean(),
  blockedUserIds: z.array(z.string()),
  devices: z.array(
    z.object({
      id: z.string(),
      pushProvider: z.string(),
      pushProviderName: z.nullable(z.string()),
      createdAt: Timestamp,
      disabled: z.boolean(),
      disabledReason: z.nullable(z.string()),
      voip: z.boolean(),
    }),
  ),
  /** Null where the user never set one. */
  privacySettings: z.nullable(
    z.object({
      typingIndicators: z.nullable(z.boolean()),
      readReceipts: z.nullable(z.boolean()),
      deliveryReceipts: z.nullable(z.boolean()),
    }),
  ),
  pushNotifications: z.nullable(
    z.object({ disabled: z.boolean(), disabledUntil: z.nullable(Timestamp) }),
  ),
  revokeTokensIssuedBefore: z.nullable(Timestamp),
  /** Seconds; null unless the app measures it. */
  avgResponseTime: z.nullable(z.int()),
  /** In the API's order. */
  custom: z.array(CustomField),
  /** Whatever else the API's answer held (mutes, unread counts), in Stream's words. */
  other: z.array(CustomField),
})
export type User = z.infer<typeof User>

export const sortFields = ['created_at', 'updated_at', 'last_active', 'role', 'id'] as const

/** One sort key; the id is always the tie-break. */
export const UserSort = z.strictObject({
  field: z.enum(sortFields),
  direction: z.enum(['asc', 'desc']),
})
export type UserSort = z.infer<typeof UserSort>

export const newestFirst: UserSort = { field: 'created_at', direction: 'desc' }

/** Which users a list, a count or a job is about. */
export const UserQuery = z.strictObject({
  filter: z._default(UserFilter, everyone),
  /** Free text over name, id and username; finds deactivated users whatever `activity` says. */
  search: z._default(z.string().check(z.maxLength(500)), ''),
  activity: z._default(z.enum(['active', 'active-and-deactivated']), 'active'),
})
export type UserQuery = z.infer<typeof UserQuery>

/** Where a page ended: the sort key's value (null: none) and the id of its last user. */
export const UserCursor = z.strictObject({
  value: z.nullable(z.string().check(z.maxLength(1_024))),
  /** As Stream gave it, so that one odd id does not end a list. */
  id: z.string().check(z.minLength(1), z.maxLength(1_024)),
  /** What the walk is ordered by; `id` when Stream did not keep the order asked for. */
  order: z.enum(['sort', 'id']),
})
export type UserCursor = z.infer<typeof UserCursor>

const USERS_PAGE_SIZE = 50

export const listUsers = defineEndpoint({
  name: 'listUsers',
  method: 'POST',
  path: '/api/apps/:appId/users/search',
  right: 'user.read',
  kind: 'json',
  // A filter holds personal data, so it travels in a body; nothing is changed.
  audit: 'reads-only',
  params: z.strictObject({ appId: AppId }),
  body: z.strictObject({
    ...UserQuery.shape,
    sort: z._default(UserSort, newestFirst),
    after: z.optional(UserCursor),
    limit: z._default(z.int().check(z.minimum(1), z.maximum(100)), USERS_PAGE_SIZE),
  }),
  response: z.object({
    users: z.array(User),
    /** Where the next page starts; null when there are no more users. */
    next: z.nullable(UserCursor),
    order: z.enum(['sort', 'id']),
  }),
})

export const UserDeactivation = z.object({
  at: Timestamp,
  operatorName: z.string(),
  reason: Reason,
})
export type UserDeactivation = z.infer<typeof UserDeactivation>

export const getUser = defineEndpoint({
  name: 'getUser',
  method: 'GET',
  path: '/api/apps/:appId/users/:userId',
  right: 'user.read',
  kind: 'json',
  params: z.strictObject({ appId: AppId, userId: UserId }),
  response: z.object({
    user: User,
    /** Who deactivated the user here and why; null when it was done elsewhere or not at all. */
    deactivation: z.nullable(UserDeactivation),
  }),
})

/** Sets and removes top-level custom fields; everything not named stays as it is. */
export const updateUser = defineEndpoint({
  name: 'updateUser',
  method: 'PATCH',
  path: '/api/apps/:appId/users/:userId',
  right: 'user.edit.custom',
  kind: 'json',
  audit: 'user.update',
  params: z.strictObject({ appId: AppId, userId: UserId }),
  body: z.strictObject({
    setCustom: z._default(z.array(NewCustomField).check(z.maxLength(200)), []),
    unsetCustom: z._default(
      z.array(z.string().check(z.minLength(1), z.maxLength(255))).check(z.maxLength(200)),
      [],
    ),
  }),
  response: z.object({ user: User }),
})

export const deactivateUser = defineEndpoint({
  name: 'deactivateUser',
  method: 'POST',
  path: '/api/apps/:appId/users/:userId/deactivate',
  right: 'user.deactivate',
  kind: 'json',
  audit: 'user.deactivate',
  params: z.strictObject({ appId: AppId, userId: UserId }),
  body: z.strictObject({ reason: Reason, markMessagesDeleted: z._default(z.boolean(), false) }),
  response: z.object({ user: User }),
})

export const reactivateUser = defineEndpoint({
  name: 'reactivateUser',
  method: 'POST',
  path: '/api/apps/:appId/users/:userId/reactivate',
  right: 'user.reactivate',
  kind: 'json',
  audit: 'user.reactivate',
  params: z.strictObject({ appId: AppId, userId: UserId }),
  body: z.strictObject({ reason: Reason, restoreMessages: z._default(z.boolean(), false) }),
  response: z.object({ user: User }),
})
