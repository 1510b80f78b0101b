import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { openDatabase } from '../store/database.ts'
import { seedStore } from './seed.ts'

type Row = Record<string, unknown> & { id: string; name: string | null; custom: string }
const USERS = 20_000

function seeded(seed: number, users: number) {
  const database = openDatabase(undefined)
  seedStore(database, { seed, users })
  return database
}

const database = seeded(1, USERS)
const rows = database.prepare('SELECT * FROM users ORDER BY rid').all() as Row[]
const count = (sql: string) =>
  Number(database.prepare(`SELECT count(*) AS n FROM ${sql}`).get()?.['n'])
const share = (sql: string) => count(sql) / USERS

test('one seed gives the same people everywhere, another seed others', () => {
  const digest = (seed: number) => {
    const people = seeded(seed, 3_000)
      .prepare(`SELECT id, name, image, role, teams, custom FROM users ORDER BY rid`)
      .all()
      .map((row) => JSON.stringify(row))
      // The only dates within custom values are counted back from now.
      .filter((line) => !line.includes('signup\\"'))
    return createHash('sha256').update(people.join('\n')).digest('hex')
  }
  expect(digest(1)).toBe(digest(1))
  expect(digest(1)).toBe('45c38841a468eac6bfea5840fbd8f544960e5afb7a57ee14b7c3cd4f43408ee6')
  expect(digest(2)).not.toBe(digest(1))
})

test('the people everybody counts on are there', () => {
  const names = new Map(rows.map(({ id, name }) => [id, name]))
  expect(names.get('jose-nunez-42')).toBe('José Núñez')
  expect(names.has('steward-odd')).toBe(true)
  expect(names.has('admin-1')).toBe(true)
})

test('names are in at least 12 scripts', () => {
  const scripts = [
    ...['Latin', 'Han', 'Hiragana', 'Katakana', 'Hangul', 'Arabic', 'Hebrew', 'Cyrillic'],
    ...['Greek', 'Devanagari', 'Bengali', 'Tamil', 'Thai', 'Georgian', 'Armenian', 'Ethiopic'],
  ]
  const found = scripts.filter((script) => {
    const pattern = new RegExp(`\\p{Script=${script}}`, 'u')
    return rows.filter(({ name }) => pattern.test(name ?? '')).length >= 50
  })
  expect(found.length).toBeGreaterThanOrEqual(12)
})

test('more than half have a picture, and none needs a network', () => {
  expect(share('users WHERE image IS NOT NULL')).toBeGreaterThan(0.5)
  expect(count(`users WHERE image NOT LIKE 'face:%'`)).toBe(0)
})

test('custom data has at least 15 keys that are in use, of 5 types, and 3 to 5 % oddities', () => {
  const keys = new Map<string, number>()
  const types = new Set<string>()
  let odd = 0
  for (const { custom } of rows) {
    const value = JSON.parse(custom) as Record<string, unknown>
    for (const [key, one] of Object.entries(value)) {
      keys.set(key, (keys.get(key) ?? 0) + 1)
      types.add(Array.isArray(one) ? 'list' : one === null ? 'null' : typeof one)
    }
    const isOrdinary = Object.hasOwn(value, 'plan') || Object.hasOwn(value, 'campaign')
    if (!isOrdinary && !Object.hasOwn(value, 'referrer')) odd++
  }
  expect([...keys.values()].filter((uses) => uses >= 100).length).toBeGreaterThanOrEqual(15)
  expect([...types].toSorted()).toEqual(['boolean', 'list', 'null', 'number', 'object', 'string'])
  expect(odd / USERS).toBeGreaterThan(0.03)
  expect(odd / USERS).toBeLessThan(0.05)
})

test('oddities: a number as text, long, emoji, right to left, markup, perilous keys', () => {
  const has = (pattern: RegExp) => rows.some(({ custom }) => pattern.test(custom))
  expect(has(/"age":"\d+"/)).toBe(true)
  expect(rows.some(({ custom }) => custom.length > 1_500)).toBe(true)
  expect(has(/\p{Emoji_Presentation}/u)).toBe(true)
  expect(has(/\p{Script=Arabic}/u)).toBe(true)
  expect(has(/<script>/)).toBe(true)
  expect(has(/"__proto__":/)).toBe(true)
  expect(has(/12345678901234567890/)).toBe(true)
})

test('roles, teams, bans with reasons and ends, and every state an account can be in', () => {
  expect(count('(SELECT DISTINCT role FROM users)')).toBeGreaterThanOrEqual(6)
  expect(count('(SELECT DISTINCT team FROM teams)')).toBeGreaterThanOrEqual(4)
  expect(count('users WHERE teams_role IS NOT NULL')).toBeGreaterThan(100)
  const between = (value: number, from: number, to: number) => {
    expect(value).toBeGreaterThan(from)
    expect(value).toBeLessThan(to)
  }
  between(share('users WHERE banned = 1'), 0.005, 0.02)
  between(share('users WHERE shadow_banned = 1'), 0.001, 0.006)
  between(share('users WHERE deactivated_at IS NOT NULL'), 0.01, 0.03)
  between(share(`users WHERE role = 'guest'`), 0.02, 0.06)
  between(share('users WHERE last_active IS NULL'), 0.05, 0.12)
  expect(count('bans WHERE reason IS NULL OR banned_by IS NULL')).toBe(0)
  expect(count('bans WHERE expires IS NULL')).toBeGreaterThan(50)
  expect(count('bans WHERE expires IS NOT NULL')).toBeGreaterThan(100)
  expect(count('users WHERE banned = 1 OR shadow_banned = 1')).toBe(count('bans'))
})

test.each([
  ['campaign', 'cryptodrop', 400, 120],
  ['referrer', 'freegift', 150, 3_600],
  ['signup_ip', '203.0.113.66', 90, 3 * 86_400],
])('one filter finds a wave of spam: %s is %s', (key, value, size, seconds) => {
  const wave = database
    .prepare(
      `SELECT created_at FROM users JOIN facts USING (rid) WHERE key = ? AND value = ? ORDER BY created_at`,
    )
    .all(key, value) as { created_at: number }[]
  expect(wave).toHaveLength(size)
  const span = (wave.at(-1)?.created_at ?? 0) - (wave[0]?.created_at ?? 0)
  expect(span).toBeLessThanOrEqual(seconds * 1_000_000)
})

test('many were here today, fewer each week before, and nobody in the future', () => {
  const anchor = Number(database.prepare('SELECT max(last_active) AS at FROM users').get()?.['at'])
  const day = 86_400_000_000
  const since = (from: number, to: number) =>
    count(
      `users WHERE last_active > ${anchor - to * day} AND last_active <= ${anchor - from * day}`,
    )
  expect(since(0, 1) / USERS).toBeGreaterThan(0.1)
  expect(since(0, 7)).toBeGreaterThan(since(7, 14))
  expect(since(7, 14)).toBeGreaterThan(since(14, 21))
  expect(anchor).toBeLessThanOrEqual(Date.now() * 1_000)
})

test('row numbers follow creation; times have microseconds and share milliseconds, never all of it', () => {
  const times = rows.map((row) => Number(row['created_at']))
  expect(times.every((time, index) => index === 0 || time > (times[index - 1] ?? 0))).toBe(true)
  const perMillisecond = Map.groupBy(times, (time) => Math.floor(time / 1_000))
  expect([...perMillisecond.values()].filter((list) => list.length > 1).length).toBeGreaterThan(50)
  expect(times.filter((time) => time % 1_000 !== 0).length / USERS).toBeGreaterThan(0.95)
})
