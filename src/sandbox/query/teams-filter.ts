import { allOf, type Condition, known, placesFor } from './condition.ts'
import { listOf, wrongType } from './filter-error.ts'

/** A condition on the teams: member of one, of any, or the exact list; null: of none. */
export function teamsCondition(operator: string, value: unknown): Condition {
  if (operator === '$contains') return memberOf([teamIn(value)])
  if (operator === '$in') return memberOf(listOf('teams', operator, value).map(teamIn))
  if (value === null) return exactly([])
  if (typeof value === 'string') return exactly([teamIn(value)])
  if (!Array.isArray(value)) throw wrongType('teams', value, 'array')
  return exactly(value.map(teamIn))
}

function memberOf(teams: string[]): Condition {
  const sql = `s.team IN (${placesFor(teams)})`
  return known(
    {
      sql: `EXISTS (SELECT 1 FROM teams s WHERE ${sql} AND s.rid = +users.rid)`,
      values: teams,
    },
    { table: 'teams', sql, values: teams, isInOrder: teams.length === 1 },
  )
}

function exactly(teams: string[]): Condition {
  const test = { sql: '+users.teams = ?', values: [JSON.stringify(teams)] }
  const [first] = teams
  return first === undefined ? { test } : allOf([memberOf([first]), { test }])
}

function teamIn(value: unknown): string {
  if (typeof value !== 'string' || value === '') throw wrongType('teams', value, 'string')
  return value
}
