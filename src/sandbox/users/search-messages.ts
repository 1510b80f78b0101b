import { inputError } from '../http/api-error.ts'
import type { Operation } from '../http/operation.ts'
import { RequestBody } from '../http/request-body.ts'
import { members } from '../json-text.ts'
import type { Store } from '../store/store.ts'
import { messagesOf } from './messages.ts'

/**
 * GET /chat/search, as far as it is about what one user wrote: the payload's
 * `message_filter_conditions` must be `{"user.id": "<id>"}`, plain or with `$eq`. Pages by `limit`
 * (0–100, default 20) and `next`.
 */
export function searchOperations(store: Store): Operation[] {
  return [
    {
      name: 'Search',
      method: 'GET',
      path: '/chat/search',
      status: 200,
      run({ operation, query }) {
        const payload = new RequestBody(operation, query.get('payload') ?? '')
        if (!payload.object('filter_conditions')) {
          throw inputError(operation, 'filter_conditions is a required field')
        }
        const user = store.users.find(authorIn(operation, payload))
        const limit = payload.integer('limit', 0, 100) ?? 20
        const from = Number(payload.string('next') ?? 0)
        if (!Number.isInteger(from) || from < 0) throw inputError(operation, 'next is not valid')
        const all = user && user.deleted_at === null ? messagesOf(user) : []
        const page = all.slice(from, from + limit).map((message) => `{"message":${message}}`)
        const next = from + limit < all.length ? `,"next":"${from + limit}"` : ''
        return `"results":[${page.join(',')}]${next}`
      },
    },
  ]
}

function authorIn(operation: string, payload: RequestBody): string {
  const conditions = payload.text('message_filter_conditions') ?? '{}'
  const text = payload.object('message_filter_conditions')
    ? (new Map(members(conditions)).get('user.id') ?? 'null')
    : 'null'
  const value = JSON.parse(text) as unknown
  const id = typeof value === 'object' && value !== null && '$eq' in value ? value.$eq : value
  if (typeof id !== 'string') {
    throw inputError(operation, 'only message_filter_conditions with user.id are supported here')
  }
  return id
}
