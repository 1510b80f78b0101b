import type { UserGroup } from '../../contract/user-filter.ts'
import type { CustomField } from '../../contract/custom-field.ts'
import type { User, UserSort } from '../../contract/users.ts'
import type { RateLimit } from './rate-limits.ts'

/** The most users Stream gives in one answer. */
export const STREAM_PAGE_LIMIT = 100

export type UsersRequest = {
  filter: UserGroup
  /** Most significant first; at most five. Empty means Stream's own order. */
  sort: UserSort[]
  /** 1–100. */
  limit: number
  includeDeactivated: boolean
  signal?: AbortSignal
}

export type CustomChange = { set: CustomField[]; unset: string[] }

/**
 * What we ask of Stream, in our words. Reads are retried, writes never, since Stream has no key
 * that makes a repeated write harmless.
 *
 * @throws {Refusal} `stream_unavailable`, `stream_rate_limited` with `retryAfterSeconds`,
 *   `stream_refused_credentials`, `not_found` or `stream_rejected`, from every method.
 */
export type StreamGateway = {
  queryUsers(request: UsersRequest): Promise<User[]>
  /** Finds deactivated users too; undefined for ids that are unknown or deleted. */
  getUser(userId: string, signal?: AbortSignal): Promise<User | undefined>
  /** Sets and removes top-level custom fields; see custom-keys.ts for keys that cannot be written. */
  updateUserCustom(userId: string, change: CustomChange): Promise<User>
  deactivateUser(userId: string, options: { markMessagesDeleted: boolean }): Promise<User>
  reactivateUser(userId: string, options: { restoreMessages: boolean }): Promise<User>
  /** The app's name in Stream's dashboard; undefined when it has none. */
  appName(signal?: AbortSignal): Promise<string | undefined>
  /** Epoch milliseconds of Stream's last good answer; 0 before the first. */
  lastAnswerMs(): number
  /** The last seen rate limit of each of Stream's endpoints, by its name there. */
  rateLimits(): ReadonlyMap<string, RateLimit>
  close(): Promise<void>
}
