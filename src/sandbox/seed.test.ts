import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { openDatabase } from './database.ts'
import { seedUsers } from './seed.ts'

type Row = { id: string; name: string | null; custom: string; created_at: number }

function seeded(seed: number, users = 4_000) {
  const database = openDatabase(undefined)
  seedUsers(database, { seed, users })
  return {
    database,
    rows: database
      .prepare('SELECT id, name, custom, created_at FROM users ORDER BY rid')
      .all() as Row[],
  }
}

const digestOf = (rows: Row[]) =>
  createHash('sha256')
    .update(
      rows
        .map(({ id, name, custom }) => `${id} ${name} ${custom}`)
        .filter((line) => !line.includes('signup'))
        .join('\n'),
    )
    .digest('hex')

test('one seed gives the same people everywhere, another seed others', () => {
  expect(digestOf(seeded(1).rows)).toBe(digestOf(seeded(1).rows))
  expect(digestOf(seeded(2).rows)).not.toBe(digestOf(seeded(1).rows))
})

test('it looks like a community', () => {
  const { database, rows } = seeded(1)
  const count = (sql: string) =>
    Number(database.prepare(`SELECT count(*) AS n FROM ${sql}`).get()?.['n'])
  expect(rows).toHaveLength(4_000)
  const scripts = ['Latin', 'Han', 'Hiragana', 'Arabic', 'Cyrillic', 'Devanagari'].filter(
    (script) => rows.some(({ name }) => new RegExp(`\\p{Script=${script}}`, 'u').test(name ?? '')),
  )
  expect(scripts.length).toBeGreaterThanOrEqual(5)
  expect(count(`(SELECT DISTINCT key FROM custom_values WHERE kind = 'present')`)).toBeGreaterThan(
    10,
  )
  expect(count(`(SELECT DISTINCT kind FROM custom_values)`)).toBeGreaterThanOrEqual(4)
  expect(count('users WHERE last_active IS NULL') / 4_000).toBeGreaterThan(0.05)
  expect(count('users WHERE deactivated_at IS NOT NULL')).toBeGreaterThan(20)
  expect(count('users WHERE banned = 1')).toBeGreaterThan(10)
  expect(count(`custom_values WHERE key = 'campaign' AND value = 'cryptodrop'`)).toBe(400)
  expect(count(`custom_values WHERE key = 'referrer' AND value = 'freegift'`)).toBe(150)
  const perMillisecond = Map.groupBy(rows, ({ created_at }) => Math.floor(created_at / 1_000))
  expect([...perMillisecond.values()].some((list) => list.length > 1)).toBe(true)
})
