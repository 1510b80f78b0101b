import type { Call } from '../http/operation.ts'
import { RequestBody } from '../http/request-body.ts'
import { inputError } from '../http/api-error.ts'
import type { Store } from '../store/store.ts'
import type { StoredUser } from '../store/user.ts'
import { allOf, type Condition } from './condition.ts'
import { columnCondition } from './column-filter.ts'
import { readFilter } from './filter.ts'
import { type Asked, findUsers } from './find-users.ts'
import { byId, newestFirst, readOrder } from './order.ts'

const idBounds = { id_gt: '$gt', id_gte: '$gte', id_lt: '$lt', id_lte: '$lte' } as const

/**
 * GET /users. The payload is JSON in the query: `filter_conditions`, up to five `sort` keys,
 * `limit` 0–100 (30), `offset` 0–1,000, `id_gt` and its kin, `include_deactivated_users`.
 * Deleted users never come back.
 *
 * @throws {ApiError} code 4.
 */
export function queryUsers({ database }: Store, { query }: Pick<Call, 'query'>): StoredUser[] {
  return findUsers(database, readPayload(query.get('payload')))
}

function readPayload(text: string | null): Asked {
  if (text === null || text.trim() === '') throw inputError('QueryUsers', 'invalid json data')
  const payload = new RequestBody('QueryUsers', text)
  const bounds = Object.entries(idBounds).flatMap(([name, operator]) => {
    const bound = payload.string(name) ?? ''
    return bound === '' ? [] : [columnCondition('id', 'text', operator, bound)]
  })
  const visible = payload.boolean('include_deactivated_users') === true ? notDeleted : alive
  return {
    condition: allOf([readFilter(jsonOf(payload, 'filter_conditions') ?? {}), ...bounds, visible]),
    order: readOrder(jsonOf(payload, 'sort')) ?? (bounds.length > 0 ? byId(-1) : newestFirst),
    limit: payload.integer('limit', 0, 100) ?? 30,
    offset: payload.integer('offset', 0, 1_000) ?? 0,
  }
}

const notDeleted: Condition = { test: { sql: '+users.deleted_at IS NULL', values: [] } }
const alive: Condition = {
  test: { sql: '+users.deleted_at IS NULL AND +users.deactivated_at IS NULL', values: [] },
}

function jsonOf(payload: RequestBody, name: string): unknown {
  const text = payload.text(name)
  return text === undefined ? undefined : JSON.parse(text)
}
