import type { DBAdapter, DBTransactionAdapter, Where } from 'better-auth/adapters'
import { hashToken } from './token-hash.ts'

type Row = Record<string, unknown>
type Query = { model: string; where?: Where[] | undefined; update?: Row }

/**
 * better-auth's adapter, except that it stores and looks up the hash of a session's token. A row found
 * by its token, or just made, carries the token again; in any other row the hash stays in its place.
 */
export function hashingTokens(inner: DBAdapter): DBAdapter {
  return {
    ...over(inner),
    transaction: (work) => inner.transaction((transaction) => work(over(transaction))),
  }
}

function over(inner: DBTransactionAdapter): DBTransactionAdapter {
  return {
    ...inner,
    async create(query) {
      if (query.model !== 'session') return inner.create(query)
      const token = String((query.data as Row)['token'])
      const row = await inner.create({ ...query, data: { ...query.data, token: hashToken(token) } })
      return { ...row, token } as never
    },
    findOne: async (query) => revealed(await inner.findOne(hashed(query)), query),
    findMany: async (query) =>
      (await inner.findMany<never>(hashed(query))).map((row) => revealed(row, query)),
    update: async (query) => revealed(await inner.update(hashed(query)), query),
    consumeOne: async (query) => revealed(await inner.consumeOne(hashed(query)), query),
    incrementOne: async (query) => revealed(await inner.incrementOne(hashed(query)), query),
    count: (query) => inner.count(hashed(query)),
    updateMany: (query) => inner.updateMany(hashed(query)),
    delete: (query) => inner.delete(hashed(query)),
    deleteMany: (query) => inner.deleteMany(hashed(query)),
  }
}

function hashed<Q extends Query>(query: Q): Q {
  if (query.model !== 'session') return query
  const hash = (value: unknown) => (typeof value === 'string' ? hashToken(value) : value)
  const where = query.where?.map((condition) => {
    const { field, value } = condition
    if (field !== 'token') return condition
    return { ...condition, value: (Array.isArray(value) ? value.map(hash) : hash(value)) as string }
  })
  const { update } = query
  return {
    ...query,
    ...(where && { where }),
    ...(update && 'token' in update && { update: { ...update, token: hash(update['token']) } }),
  }
}

/** Puts the tokens a query asked for back into its answer. */
function revealed<T>(row: T, { model, where = [] }: Query): T {
  const asked = where.flatMap(({ field, value }) => (field === 'token' ? value : []))
  const { token } = (row ?? {}) as Row
  const known = model === 'session' && asked.find((value) => hashToken(String(value)) === token)
  return known ? { ...row, token: known } : row
}
