import type { FactValue } from '../store/facts.ts'

export type Sql = { sql: string; values: FactValue[] }

/** Where an index knows those who match: rows of a table `s` with a column `rid`. */
export type Source = Sql & {
  table: 'users' | 'facts' | 'words' | 'teams'
  /** Whether they come out in the order of their row numbers, which is that of their creation. */
  isInOrder: boolean
}

/** Sources that together hold everybody who matches, and perhaps others; `size` is how many. */
export type Candidates = { sources: Source[]; size: number }

/** A limit that everybody who matches keeps to, both ends included. */
export type Bound = { column: string; side: 'from' | 'to'; value: FactValue }

/** One question about a user, and the ways to answer it without asking everybody. */
export type Condition = {
  /** True of a row of `users`, and never an invitation to use an index: hence the `+` before columns. */
  test: Sql
  /** The fewest candidates the indexes can name; undefined: no index helps. */
  candidates?: (sizeOf: (source: Source) => number) => Candidates
  bounds?: Bound[]
}

export const everybody: Condition = { test: { sql: '1', values: [] } }
/** SQLite allows 500 parts in one union. */
const MAX_SOURCES = 100

/** A condition that one index answers. */
export function known(test: Sql, source: Source): Condition {
  return { test, candidates: (sizeOf) => ({ sources: [source], size: sizeOf(source) }) }
}

export function allOf(parts: Condition[]): Condition {
  const ways = parts.flatMap(({ candidates }) => (candidates ? [candidates] : []))
  const bounds = parts.flatMap((part) => part.bounds ?? [])
  return {
    test: joined(parts, 'AND'),
    ...(ways.length > 0 && {
      candidates: (sizeOf) =>
        ways.map((way) => way(sizeOf)).reduce((best, one) => (isBetter(one, best) ? one : best)),
    }),
    ...(bounds.length > 0 && { bounds }),
  }
}

export function anyOf(parts: Condition[]): Condition {
  const ways = parts.flatMap(({ candidates }) => (candidates ? [candidates] : []))
  const bounds = boundsOfAll(parts)
  return {
    test: joined(parts, 'OR'),
    ...(ways.length === parts.length &&
      parts.length <= MAX_SOURCES && {
        candidates: (sizeOf) => {
          const all = ways.map((way) => way(sizeOf))
          const sources = all.flatMap((one) => one.sources)
          const size = all.reduce((sum, one) => sum + one.size, 0)
          return { sources, size: sources.length > MAX_SOURCES ? Infinity : size }
        },
      }),
    ...(bounds.length > 0 && { bounds }),
  }
}

export function noneOf(parts: Condition[]): Condition {
  // An empty field makes a comparison neither true nor false; here that means: it did not match.
  const { sql, values } = joined(parts, 'OR')
  return { test: { sql: `(${sql}) IS NOT TRUE`, values } }
}

/** Whether a set of candidates comes in the order of creation. */
export function isInOrder({ sources: [first, ...others] }: Candidates): boolean {
  return first?.isInOrder === true && others.length === 0
}

function isBetter(one: Candidates, other: Candidates): boolean {
  if (one.size !== other.size) return one.size < other.size
  return isInOrder(one) && !isInOrder(other)
}

/** What every branch keeps to, each end as wide as the widest branch. */
function boundsOfAll(parts: Condition[]): Bound[] {
  const [first, ...others] = parts.map((part) => part.bounds ?? [])
  return (first ?? []).flatMap((bound) => {
    const kin = others.map((list) =>
      list.find(({ column, side }) => column === bound.column && side === bound.side),
    )
    if (kin.includes(undefined)) return []
    const isWider = (a: FactValue, b: FactValue) => (bound.side === 'from' ? a < b : a > b)
    const value = kin.reduce(
      (wide, one) => (one && isWider(one.value, wide) ? one.value : wide),
      bound.value,
    )
    return [{ ...bound, value }]
  })
}

function joined(parts: Condition[], word: 'AND' | 'OR'): Sql {
  if (parts.length === 0) return everybody.test
  return {
    sql: `(${parts.map(({ test }) => test.sql).join(` ${word} `)})`,
    values: parts.flatMap(({ test }) => test.values),
  }
}

/** `?, ?, ?` for a list of values. */
export function placesFor(values: unknown[]): string {
  return values.map(() => '?').join(', ')
}
