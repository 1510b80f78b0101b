import { z } from 'zod'
import { AppId } from './apps.ts'
import { CustomField, NewCustomField } from './custom-field.ts'
import { defineEndpoint } from './endpoint.ts'
import { Reason } from './reason.ts'
import { Timestamp } from './timestamp.ts'
import { UserFilter, everyone } from './user-filter.ts'

/** 1–255 of the characters Stream allows in an id. */
export const UserId = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[@\w-]+$/, 'An id has only letters, digits, @, _ and -')

/** A user of the Stream app, every built-in field included. */
export const User = z.object({
  id: z.string(),
  name: z.string().nullable(),
  image: z.string().nullable(),
  role: z.string(),
  language: z.string(),
  teams: z.array(z.string()),
  teamsRole: z.array(z.object({ team: z.string(), role: z.string() })),
  createdAt: Timestamp,
  updatedAt: Timestamp,
  lastActiveAt: Timestamp.nullable(),
  deactivatedAt: Timestamp.nullable(),
  deletedAt: Timestamp.nullable(),
  online: z.boolean(),
  invisible: z.boolean(),
  banned: z.boolean(),
  banExpiresAt: Timestamp.nullable(),
  shadowBanned: z.boolean(),
  blockedUserIds: z.array(z.string()),
  devices: z.array(
    z.object({
      id: z.string(),
      pushProvider: z.string(),
      pushProviderName: z.string().nullable(),
      createdAt: Timestamp,
      disabled: z.boolean(),
      disabledReason: z.string().nullable(),
      voip: z.boolean(),
    }),
  ),
  /** Null where the user never set one. */
  privacySettings: z
    .object({
      typingIndicators: z.boolean().nullable(),
      readReceipts: z.boolean().nullable(),
      deliveryReceipts: z.boolean().nullable(),
    })
    .nullable(),
  pushNotifications: z
    .object({ disabled: z.boolean(), disabledUntil: Timestamp.nullable() })
    .nullable(),
  revokeTokensIssuedBefore: Timestamp.nullable(),
  /** Seconds; null unless the app measures it. */
  avgResponseTime: z.number().int().nullable(),
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
  filter: UserFilter.default(everyone),
  /** Free text over name, id and username; finds deactivated users whatever `activity` says. */
  search: z.string().max(500).default(''),
  activity: z.enum(['active', 'active-and-deactivated']).default('active'),
})
export type UserQuery = z.infer<typeof UserQuery>

/** Where a page ended: the sort key's value (null: none) and the id of its last user. */
export const UserCursor = z.strictObject({
  value: z.string().max(1_024).nullable(),
  /** As Stream gave it, so that one odd id does not end a list. */
  id: z.string().min(1).max(1_024),
  /** What the walk is ordered by; `id` when Stream did not keep the order asked for. */
  order: z.enum(['sort', 'id']),
})
export type UserCursor = z.infer<typeof UserCursor>

export const USERS_PAGE_SIZE = 50

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
    sort: UserSort.default(newestFirst),
    after: UserCursor.optional(),
    limit: z.number().int().min(1).max(100).default(USERS_PAGE_SIZE),
  }),
  response: z.object({
    users: z.array(User),
    /** Where the next page starts; null when there are no more users. */
    next: UserCursor.nullable(),
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
    deactivation: UserDeactivation.nullable(),
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
    setCustom: z.array(NewCustomField).max(200).default([]),
    unsetCustom: z.array(z.string().min(1).max(255)).max(200).default([]),
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
  body: z.strictObject({ reason: Reason, markMessagesDeleted: z.boolean().default(false) }),
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
  body: z.strictObject({ reason: Reason, restoreMessages: z.boolean().default(false) }),
  response: z.object({ user: User }),
})
