import { inputError } from '../http/api-error.ts'
import type { Operation } from '../http/operation.ts'
import { RequestBody } from '../http/request-body.ts'
import { isObject, members } from '../json-text.ts'
import type { Store } from '../store/store.ts'
import { nanosText, nowMicros, parseTime } from '../time.ts'
import { briefUser } from '../users/user-json.ts'
import { wordsBegin, wordsOf } from '../words.ts'

type Ban = {
  target_id: string
  channel_cid: string
  banned_by: string | null
  reason: string | null
  created_at: number
  expires: number | null
  shadow: number
}
type Test = (ban: Ban) => boolean

const fields = {
  user_id: (ban: Ban) => ban.target_id,
  banned_by_id: (ban: Ban) => ban.banned_by,
  reason: (ban: Ban) => ban.reason,
  created_at: (ban: Ban) => ban.created_at,
  channel_cid: (ban: Ban) => (ban.channel_cid === '' ? null : ban.channel_cid),
}
type Field = keyof typeof fields
const operators: Record<Field, readonly string[]> = {
  user_id: ['$eq', '$in'],
  banned_by_id: ['$eq', '$in'],
  reason: ['$eq', '$in', '$autocomplete', '$exists'],
  created_at: ['$eq', '$exists', '$gt', '$gte', '$lt', '$lte', '$in'],
  channel_cid: ['$eq', '$in'],
}

/**
 * GET /chat/query_banned_users: `filter_conditions` (one operator each, all must hold), at most one
 * sort key (`created_at`), `limit` 0–300 (100), `offset` 0–10,000, `exclude_expired_bans`. Newest
 * first unless asked otherwise. Bans that have run out are shown unless excluded.
 */
export function bannedUserOperations(store: Store): Operation[] {
  return [
    {
      name: 'QueryBannedUsers',
      method: 'GET',
      path: '/chat/query_banned_users',
      status: 200,
      run({ operation, query }) {
        const text = query.get('payload')
        if (text === null || text === '') throw inputError(operation, 'invalid json data')
        const payload = new RequestBody(operation, text)
        const tests = readTests(operation, payload.object('filter_conditions'))
        const now = nowMicros()
        if (payload.boolean('exclude_expired_bans') === true) {
          tests.push(({ expires }) => expires === null || expires > now)
        }
        const isAscending = readSort(operation, payload) === 1
        const limit = payload.integer('limit', 0, 300) ?? 100
        const offset = payload.integer('offset', 0, 10_000) ?? 0
        const all = store.database
          .prepare(`SELECT * FROM bans ORDER BY created_at ${isAscending ? 'ASC' : 'DESC'}`)
          .all() as Ban[]
        const found = all.filter((ban) => tests.every((test) => test(ban)))
        const page = found.slice(offset, offset + limit).map((ban) => banJson(store, ban))
        return `"bans":[${page.join(',')}]`
      },
    },
  ]
}

function readTests(operation: string, filter: [string, string][] | undefined): Test[] {
  return (filter ?? []).flatMap(([name, text]) => {
    if (!isField(name)) throw inputError(operation, `unrecognized field "${name}"`)
    const given = isObject(text) ? members(text) : [['$eq', text] as const]
    return given.map(([operator, valueText]) => {
      if (!operators[name].includes(operator)) {
        throw inputError(operation, `operator "${operator}" is not allowed for field "${name}"`)
      }
      return readTest(operation, name, operator, JSON.parse(valueText))
    })
  })
}

function readTest(operation: string, name: Field, operator: string, value: unknown): Test {
  const read = fields[name]
  if (operator === '$exists') {
    if (typeof value !== 'boolean') {
      throw inputError(operation, '$exists operator only support boolean values')
    }
    return (ban) => (read(ban) !== null) === value
  }
  if (operator === '$in') {
    if (!Array.isArray(value))
      throw inputError(operation, `$in on field \`${name}\` expects an array`)
    const values = new Set(value.map((one) => scalar(operation, name, one)))
    return (ban) => values.has(read(ban) ?? '')
  }
  const wanted = scalar(operation, name, value)
  if (operator === '$autocomplete') {
    const words = wordsOf(String(wanted))
    if (words.length === 0) throw inputError(operation, '$autocomplete field is empty')
    return ({ reason }) => words.every((word) => wordsBegin(reason ?? '', word))
  }
  return (ban) => compare(operator, read(ban), wanted)
}

function compare(operator: string, value: string | number | null, wanted: string | number) {
  if (value === null) return false
  if (operator === '$gt') return value > wanted
  if (operator === '$gte') return value >= wanted
  if (operator === '$lt') return value < wanted
  return operator === '$lte' ? value <= wanted : value === wanted
}

function scalar(operation: string, name: Field, value: unknown): string | number {
  const text = typeof value === 'string' ? value : undefined
  const read = name === 'created_at' && text !== undefined ? parseTime(text) : text
  if (read === undefined) {
    throw inputError(operation, `field \`${name}\` contains the wrong type. expecting string`)
  }
  return read
}

function readSort(operation: string, payload: RequestBody): 1 | -1 {
  const [first, ...others] = payload.list('sort') ?? []
  if (others.length > 0) throw inputError(operation, 'sort must contain at maximum 1 item')
  if (first === undefined) return -1
  const key = new RequestBody(operation, first)
  if (key.required('field') !== 'created_at') {
    throw inputError(operation, 'sort is only possible by created_at')
  }
  const direction = key.integer('direction', -1, 1) ?? 1
  if (direction === 0) throw inputError(operation, 'sort direction must be 1 or -1')
  return direction === 1 ? 1 : -1
}

function banJson(store: Store, ban: Ban): string {
  const parts: string[] = []
  const person = (name: string, id: string | null) => {
    const user = id === null ? undefined : store.users.find(id)
    if (user) parts.push(`"${name}":${briefUser(user)}`)
  }
  person('user', ban.target_id)
  person('banned_by', ban.banned_by)
  const [type, id] = ban.channel_cid.split(':')
  if (id !== undefined) {
    parts.push(`"channel":${JSON.stringify({ cid: ban.channel_cid, type, id, custom: {} })}`)
  }
  parts.push(`"created_at":${nanosText(ban.created_at)}`)
  if (ban.expires !== null) parts.push(`"expires":${nanosText(ban.expires)}`)
  if (ban.reason !== null) parts.push(`"reason":${JSON.stringify(ban.reason)}`)
  if (ban.shadow === 1) parts.push('"shadow":true')
  return `{${parts.join(',')}}`
}

function isField(name: string): name is Field {
  return Object.hasOwn(fields, name)
}
