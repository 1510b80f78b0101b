import type { User, UserSort } from '../../contract/users.ts'
import { StreamFailure } from './failure.ts'
import type { CustomChange, StreamGateway, UsersRequest } from './gateway.ts'
import { type Call, connect } from './http-call.ts'
import { membersOf, wellFormed } from './json-text.ts'
import type { RateLimit } from './rate-limits.ts'
import { withRetries } from './retry.ts'
import { toRefusal } from './to-refusal.ts'
import { toStreamFilter } from './to-stream-filter.ts'
import { within } from './time-limit.ts'
import { userIn, usersIn } from './to-user.ts'
import { serverToken } from './token.ts'

export type HttpGatewayOptions = {
  baseUrl: string
  apiKey: string
  apiSecret: string
  /** All attempts of one read together; and one write. */
  deadlineMs?: number
  /** One attempt of a read, so that a second one fits in when the first hangs. */
  attemptMs?: number
}

/** Stream over HTTP. Opens no connection before the first call. */
export function createHttpGateway({
  baseUrl,
  apiKey,
  apiSecret,
  deadlineMs = 10_000,
  attemptMs = 4_000,
}: HttpGatewayOptions): StreamGateway {
  const rateLimits = new Map<string, RateLimit>()
  let lastAnswerMs = 0
  const connection = connect({
    baseUrl,
    apiKey,
    token: serverToken(apiSecret),
    onRateLimit: (name, rateLimit) => rateLimits.set(name, rateLimit),
  })

  async function read<T>(call: Call, take: (body: string) => T, asked?: AbortSignal): Promise<T> {
    // Taken apart inside the attempt: a cut or garbled answer is worth another try.
    const attempt = (signal: AbortSignal) => connection.send(call, signal).then(take)
    const tries = (end: AbortSignal) => withRetries(() => within(attemptMs, attempt, end), end)
    return answered(within(deadlineMs, tries, asked))
  }

  function write(call: Call, userId: string): Promise<User> {
    // Not ended by a client that goes away: the outcome must be known to be recorded.
    const sent = within(deadlineMs, (signal) => connection.send(call, signal))
    return answered(sent.then((body) => userIn(body, userId)))
  }

  async function answered<T>(answer: Promise<T>): Promise<T> {
    try {
      const value = await answer
      lastAnswerMs = Date.now()
      return value
    } catch (error) {
      throw error instanceof StreamFailure ? toRefusal(error.failure) : error
    }
  }

  function queryUsers(request: UsersRequest): Promise<User[]> {
    const query = { payload: queryPayload(request) }
    const call = { name: 'QueryUsers', method: 'GET', path: '/api/v2/users', query } as const
    return read(call, usersIn, request.signal)
  }

  return {
    queryUsers,
    async getUser(userId, signal) {
      const users = await queryUsers({
        filter: { match: 'all', rules: [{ field: 'id', operator: 'eq', value: userId }] },
        sort: [],
        limit: 1,
        includeDeactivated: true,
        ...(signal && { signal }),
      })
      return users[0]
    },
    updateUserCustom: (userId, change) =>
      write(
        {
          name: 'UpdateUsersPartial',
          method: 'PATCH',
          path: '/api/v2/users',
          body: partialUpdate(userId, change),
        },
        userId,
      ),
    deactivateUser: (userId, { markMessagesDeleted }) =>
      write(
        {
          name: 'DeactivateUser',
          method: 'POST',
          path: `/api/v2/users/${encodeURIComponent(userId)}/deactivate`,
          body: JSON.stringify({ mark_messages_deleted: markMessagesDeleted }),
        },
        userId,
      ),
    reactivateUser: (userId, { restoreMessages }) =>
      write(
        {
          name: 'ReactivateUser',
          method: 'POST',
          path: `/api/v2/users/${encodeURIComponent(userId)}/reactivate`,
          body: JSON.stringify({ restore_messages: restoreMessages }),
        },
        userId,
      ),
    appName: (signal) =>
      read({ name: 'GetApp', method: 'GET', path: '/api/v2/app' }, nameInApp, signal),
    lastAnswerMs: () => lastAnswerMs,
    rateLimits: () => rateLimits,
    close: () => connection.close(),
  }
}

function queryPayload({ filter, sort, limit, includeDeactivated }: UsersRequest): string {
  const order = sort.map(({ field, direction }: UserSort) => ({
    field,
    direction: direction === 'asc' ? 1 : -1,
  }))
  const rest = JSON.stringify({
    sort: order,
    limit,
    include_deactivated_users: includeDeactivated,
  })
  return `{"filter_conditions":${toStreamFilter(filter)},${rest.slice(1)}`
}

/** Bare keys: Stream reads them as members of `custom`. */
function partialUpdate(userId: string, { set, unset }: CustomChange): string {
  const members = set.map(({ key, json }) => `${JSON.stringify(key)}:${wellFormed(json)}`).join(',')
  const parts = [`"id":${JSON.stringify(userId)}`]
  if (set.length > 0) parts.push(`"set":{${members}}`)
  if (unset.length > 0) parts.push(`"unset":${JSON.stringify(unset)}`)
  return `{"users":[{${parts.join(',')}}]}`
}

function nameInApp(body: string): string | undefined {
  const app = new Map(membersOf(body)).get('app')
  const name = app?.startsWith('{') ? new Map(membersOf(app)).get('name') : undefined
  return name?.startsWith('"') ? (JSON.parse(name) as string) || undefined : undefined
}
