import { type ChildProcess, spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { atMost, type Claim, median, report } from './claims.ts'

/**
 * The sandbox at a million users beside itself at ten thousand: how long it takes to load, how much
 * room it needs, and what an answer costs over HTTP. `USERS` changes the million.
 */
const LARGE = Number(process.env['USERS'] ?? 1_000_000)
const SMALL = 10_000
const ROUNDS = 60
const TOKEN = serverToken('sandbox-secret')

type Running = { url: string; data: string; readyMs: number; child: ChildProcess; peakMb(): number }
type User = { id: string; custom: Record<string, unknown> }

async function start(users: number): Promise<Running> {
  const data = mkdtempSync(path.join(tmpdir(), 'sandbox-bench-'))
  const startedAt = performance.now()
  const flags = [
    `--users=${users}`,
    `--data=${data}`,
    '--port=0',
    '--rate-limits=off',
    '--task-ms=0',
  ]
  const child = spawn(process.execPath, ['src/sandbox/main.ts', ...flags], {
    cwd: path.resolve(import.meta.dirname, '..'),
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  let peak = 0
  const watch = setInterval(() => {
    peak = Math.max(peak, residentMb(child.pid))
  }, 250)
  child.once('exit', () => clearInterval(watch))
  const [line] = (await once(createInterface(child.stdout ?? process.stdin), 'line')) as [string]
  const url = /http:\/\/\S+/.exec(line)?.[0] ?? ''
  return { url, data, readyMs: performance.now() - startedAt, child, peakMb: () => peak }
}

function serverToken(secret: string): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ server: true })}`
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
}

/** Memory of a process in MB, as the system counts it; 0 where it can't be read. */
function residentMb(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1_024
  } catch {
    return 0
  }
}

function megabytesIn(folder: string): number {
  const sizes = readdirSync(folder).map((file) => statSync(path.join(folder, file)).size)
  return sizes.reduce((sum, size) => sum + size, 0) / 1_048_576
}

async function call(url: string, method: string, place: string, body?: unknown, payload?: unknown) {
  const query = new URLSearchParams({ api_key: 'sandbox' })
  if (payload !== undefined) query.set('payload', JSON.stringify(payload))
  const startedAt = performance.now()
  const response = await fetch(`${url}/api/v2${place}?${query}`, {
    method,
    headers: { authorization: TOKEN, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${place}: ${text}`)
  return { ms: performance.now() - startedAt, answer: JSON.parse(text) as { users: User[] } }
}

const find = (url: string, payload: object) => call(url, 'GET', '/users', undefined, payload)
const byId = [{ field: 'id', direction: 1 }]

/** What is asked, by name; some questions need a value or an id that this community has. */
async function questionsFor(url: string): Promise<Record<string, (round: number) => object>> {
  const cases = await find(url, { filter_conditions: { support_case: { $exists: true } } })
  const rare = cases.answer.users[0]?.custom['support_case']
  const spread = await Promise.all(
    Array.from({ length: 20 }, async (_, at) => {
      const letter = 'abcdefghijklmnopqrst'.charAt(at)
      const page = await find(url, {
        filter_conditions: { id: { $gt: letter } },
        sort: byId,
        limit: 1,
      })
      return page.answer.users[0]?.id ?? 'a'
    }),
  )
  const somewhere = (round: number) => spread[round % spread.length] ?? 'a'
  const filter = (filter_conditions: object) => () => ({ filter_conditions })
  const day = (round: number) => new Date(Date.now() - (round + 1) * 86_400_000).toISOString()
  return {
    'role moderator': filter({ role: 'moderator' }),
    'role user': filter({ role: 'user' }),
    'number range, a quarter': filter({ age: { $gte: 60 } }),
    'number range, 1 in 100': filter({ score: { $gte: 96 } }),
    'number range, 1 in 1,000': filter({ score: { $gte: 99.6 } }),
    'number range, rare': filter({ spent: { $gte: 899.9 } }),
    'equality, a fifth': filter({ color: 'red' }),
    'equality, one user': filter({ support_case: rare }),
    'equality, nobody': filter({ color: 'ultraviolet' }),
    'equality, a wave': filter({ campaign: 'cryptodrop' }),
    'two custom values': filter({ color: 'red', plan: 'pro' }),
    'name, a word': filter({ name: { $autocomplete: 'anna' } }),
    'name, two letters': filter({ name: { $autocomplete: 'ma' } }),
    'name, rare': filter({ name: { $autocomplete: 'guðmundsd' } }),
    'id, a word': filter({ id: { $autocomplete: 'grace' } }),
    'id, two letters': filter({ id: { $autocomplete: 'an' } }),
    'username, a word': filter({ username: { $autocomplete: 'harper' } }),
    'username, two letters': filter({ username: { $autocomplete: 'jo' } }),
    'search box, two letters': filter({
      $or: ['name', 'id', 'username'].map((field) => ({ [field]: { $autocomplete: 'le' } })),
    }),
    'team, a seventh': filter({ teams: { $contains: 'red' } }),
    'team, few': filter({ teams: { $contains: 'ops' } }),
    'id page of 100': (round) => ({
      filter_conditions: { id: { $gt: somewhere(round) } },
      sort: byId,
      limit: 100,
    }),
    'id page of 100, filtered': (round) => ({
      filter_conditions: { $and: [{ color: 'red' }, { id: { $gt: somewhere(round) } }] },
      sort: byId,
      limit: 100,
    }),
    'last active page, deep': (round) => ({
      filter_conditions: {
        $or: [{ last_active: { $lt: day(round) } }, { last_active: day(round), id: { $lt: 'm' } }],
      },
      sort: [
        { field: 'last_active', direction: -1 },
        { field: 'id', direction: -1 },
      ],
    }),
    'offset 1,000': () => ({ filter_conditions: {}, offset: 1_000 }),
    'offset 1,000, role user': () => ({ filter_conditions: { role: 'user' }, offset: 1_000 }),
  }
}

async function readTimes(url: string, ask: (round: number) => object): Promise<number[]> {
  const times: number[] = []
  for (let round = 0; round < ROUNDS + 3; round++) {
    const { ms } = await find(url, ask(round))
    if (round >= 3) times.push(ms)
  }
  return times
}

/** Ids of active users, from the start of the alphabet. */
async function idsOf(url: string, count: number): Promise<string[]> {
  const ids: string[] = []
  while (ids.length < count) {
    const filter_conditions = { id: { $gt: ids.at(-1) ?? '' } }
    const { answer } = await find(url, { filter_conditions, sort: byId, limit: 100 })
    if (answer.users.length === 0) break
    ids.push(...answer.users.map(({ id }) => id))
  }
  return ids
}

async function updateTimes(url: string): Promise<number[]> {
  const ids = await idsOf(url, 3_000)
  const times: number[] = []
  for (let at = 0; at < ids.length; at += 100) {
    const users = ids.slice(at, at + 100).map((id, index) => ({
      id,
      set: { reviewed: true, color: 'blue', rank: at + index },
    }))
    times.push((await call(url, 'PATCH', '/users', { users })).ms)
  }
  return times
}

async function deactivationTimes(url: string, count: number): Promise<number[]> {
  const ids = await idsOf(url, count)
  const times: number[] = []
  for (let at = 0; at < ids.length; at += 100) {
    const user_ids = ids.slice(at, at + 100)
    times.push((await call(url, 'POST', '/users/deactivate', { user_ids })).ms)
  }
  // The tasks are done in order: when the last user is gone, all are.
  const filter_conditions = { id: ids.at(-1) ?? '' }
  while ((await find(url, { filter_conditions })).answer.users.length > 0);
  return times
}

function percentile(times: number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

const large = await start(LARGE)
const loadedMb = megabytesIn(large.data)
const small = await start(SMALL)
const figures: Record<string, unknown>[] = []
const claims: Claim[] = []
const name = LARGE.toLocaleString('en')
claims.push(
  atMost(`load ${name} users, ${availableParallelism()} cores`, large.readyMs / 1_000, 90, 's'),
)
claims.push(atMost(`${name} users on disk`, loadedMb, 1_536, 'MB'))

const compare = (what: string, share: number, atSmall: number[], atLarge: number[]) => {
  const [few, many] = [percentile(atSmall, share), percentile(atLarge, share)]
  const ms = (value: number) => Number(value.toFixed(1))
  figures.push({
    what,
    'p50 at 10,000': ms(median(atSmall)),
    [`p50 at ${name}`]: ms(median(atLarge)),
    'p95 at 10,000': ms(percentile(atSmall, 0.95)),
    [`p95 at ${name}`]: ms(percentile(atLarge, 0.95)),
  })
  const limit = Math.round(Math.max(20, 5 * few) * 10) / 10
  claims.push(atMost(`${what}, p${share * 100}`, many, limit, 'ms'))
}

const [fewQuestions, manyQuestions] = [await questionsFor(small.url), await questionsFor(large.url)]
for (const [what, ask] of Object.entries(manyQuestions)) {
  const askFew = fewQuestions[what] ?? ask
  compare(what, 0.95, await readTimes(small.url, askFew), await readTimes(large.url, ask))
}
compare('update 100 users', 0.5, await updateTimes(small.url), await updateTimes(large.url))
const startedAt = performance.now()
const chunks = await deactivationTimes(large.url, Math.min(100_000, LARGE / 2))
const seconds = (performance.now() - startedAt) / 1_000
compare('deactivate 100 users', 0.5, await deactivationTimes(small.url, 5_000), chunks)
figures.push({ what: `deactivating ${chunks.length * 100} users took ${seconds.toFixed(1)} s` })
claims.push(atMost(`memory at ${name} users, peak`, large.peakMb(), 400, 'MB'))

for (const { child, data } of [large, small]) {
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
  rmSync(data, { recursive: true, force: true })
}
report('sandbox', figures, claims)
