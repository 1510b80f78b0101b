import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { refusal, startForTest, type TestSandbox } from '../test-caller.ts'

const runs = { numRuns: Math.ceil(Number(process.env['RUNS'] ?? 500) / 5) }
/** The full form takes minutes. */
const long = { timeout: 30 * 60_000 }

let sandbox: TestSandbox
beforeAll(async () => {
  sandbox = await startForTest('--users=3')
})
afterAll(() => sandbox.close())

const customText = (text: string) => /"custom":(\{.*\})\}\},"membership/.exec(text)?.[1] ?? ''

test(
  'any custom object comes back letter by letter, through upsert, partial update and query',
  long,
  async () => {
    const value = fc.json({ depthSize: 'small' }).filter((json) => json.length < 1_000)
    await fc.assert(
      fc.asyncProperty(value, value, async (first, second) => {
        const custom = `{"9":${first},"__proto__":${first},"1":1.10}`
        const body = `{"users":{"lossless":{"id":"lossless","custom":${custom}}}}`
        const upserted = await sandbox.call('POST', '/users', { body })
        expect(upserted.text).toContain(`"custom":${custom}`)
        const patched = await sandbox.call('PATCH', '/users', {
          body: `{"users":[{"id":"lossless","set":{"new":${second}}}]}`,
        })
        const expected = `"custom":${custom.slice(0, -1)},"new":${second}}`
        expect(patched.text).toContain(expected)
        expect((await sandbox.find({ filter_conditions: { id: 'lossless' } })).text).toContain(
          expected,
        )
      }),
      runs,
    )
  },
)

const key = fc.constantFrom('a', 'b', 'c', 'deep', '7', '__proto__', 'color')
const scalar = fc.oneof(fc.integer(), fc.string({ maxLength: 8 }), fc.boolean(), fc.constant(null))
const custom = fc.dictionary(key, fc.oneof(scalar, fc.dictionary(key, scalar, { maxKeys: 3 })), {
  noNullPrototype: true,
})
const json = (value: unknown) => JSON.stringify(value)
const sameData = (a: string, b: string) => expect(sorted(JSON.parse(a))).toBe(sorted(JSON.parse(b)))
/** As text with the keys in order, since `__proto__` can't be compared otherwise. */
function sorted(value: unknown): string {
  if (typeof value !== 'object' || value === null) return json(value)
  const keys = Object.keys(value).toSorted()
  return `{${keys.map((name) => `${json(name)}:${sorted(value[name as keyof typeof value])}`).join()}}`
}

test('an upsert leaves exactly what it names, in whatever order it names it', long, async () => {
  await fc.assert(
    fc.asyncProperty(custom, custom, async (before, after) => {
      const write = async (text: string) => {
        const body = `{"users":{"law":{"id":"law","name":"Law","custom":${text}}}}`
        return customText((await sandbox.call('POST', '/users', { body })).text)
      }
      await write(json(before))
      sameData(await write(json(after)), json(after))
      const backwards = Object.entries(after)
        .toReversed()
        .map(([name, value]) => `${json(name)}:${json(value)}`)
      sameData(await write(`{${backwards.join()}}`), json(after))
    }),
    runs,
  )
})

test(
  'a partial update loses no key that it does not name, and its order decides nothing',
  long,
  async () => {
    await fc.assert(
      fc.asyncProperty(custom, custom, fc.uniqueArray(key), async (before, set, names) => {
        const unset = names.filter((name) => !Object.hasOwn(set, name))
        const write = async (list: [string, unknown][], gone: string[]) => {
          const start = `{"users":{"law":{"id":"law","custom":${json(before)}}}}`
          await sandbox.call('POST', '/users', { body: start })
          const members = list.map(([name, value]) => `${json(name)}:${json(value)}`)
          const body = `{"users":[{"id":"law","set":{${members.join()}},"unset":${json(gone)}}]}`
          return customText((await sandbox.call('PATCH', '/users', { body })).text)
        }
        const expected = new Map(Object.entries(before))
        for (const [name, value] of Object.entries(set)) expected.set(name, value)
        for (const name of unset) expected.delete(name)
        const text = `{${[...expected].map(([name, value]) => `${json(name)}:${json(value)}`).join()}}`
        sameData(await write(Object.entries(set), unset), text)
        sameData(await write(Object.entries(set).toReversed(), unset.toReversed()), text)
      }),
      runs,
    )
  },
)

test('a dotted path reaches into an object and leaves its neighbours', async () => {
  await sandbox.upsert({ id: 'deep', custom: { test: { passed: true, tries: 2 }, other: 1 } })
  const after = await sandbox.patch({ id: 'deep', set: { 'test.tries': 3, 'fresh.er': 'x' } })
  expect(customText(after.text)).toBe(
    '{"test":{"passed":true,"tries":3},"other":1,"fresh":{"er":"x"}}',
  )
  const gone = await sandbox.patch({ id: 'deep', unset: ['test.passed', 'test.tries', 'no.such'] })
  expect(customText(gone.text)).toBe('{"test":{},"other":1,"fresh":{"er":"x"}}')
})

test('what an upsert can not change survives it: role, teams, settings, bans, dates, devices', async () => {
  await sandbox.upsert({
    ...{ id: 'survivor', name: 'Sue', role: 'moderator', teams: ['red'], language: 'fr' },
    ...{ privacy_settings: { read_receipts: { enabled: false } }, custom: { a: 1 } },
  })
  await sandbox.post('/devices', { id: 'd', push_provider: 'apn', user_id: 'survivor' })
  await sandbox.post('/moderation/ban', { target_user_id: 'survivor', banned_by_id: 'admin-1' })
  const before = await sandbox.findOne('survivor')
  await sandbox.upsert({ id: 'survivor', teams: [], custom: { z: 1 } })
  const after = await sandbox.findOne('survivor')
  expect(after).toMatchObject({
    ...{ role: 'moderator', teams: ['red'], language: 'fr', banned: true, custom: { z: 1 } },
    ...{ created_at: before?.['created_at'], devices: [{ id: 'd' }] },
    privacy_settings: { read_receipts: { enabled: false } },
  })
  expect(after).not.toHaveProperty('name')
  expect(after?.custom).toEqual({ z: 1 })
})

test('an upsert that changes nothing does not touch updated_at', async () => {
  const user = { id: 'same', name: 'Same', custom: { a: 1 } }
  const first = await sandbox.upsert(user)
  const second = await sandbox.upsert(user)
  expect(second.text.replace(/"duration.*/, '')).toBe(first.text.replace(/"duration.*/, ''))
})

test('privacy settings merge one level deep; null takes them away', async () => {
  await sandbox.upsert({ id: 'shy' })
  await sandbox.patch({
    id: 'shy',
    set: { privacy_settings: { typing_indicators: { enabled: false } } },
  })
  await sandbox.patch({
    id: 'shy',
    set: { privacy_settings: { read_receipts: { enabled: false } } },
  })
  expect((await sandbox.findOne('shy'))?.['privacy_settings']).toEqual({
    typing_indicators: { enabled: false },
    read_receipts: { enabled: false },
  })
  await sandbox.patch({ id: 'shy', unset: ['privacy_settings'] })
  expect(await sandbox.findOne('shy')).not.toHaveProperty('privacy_settings')
})

test('who leaves a team loses the role in it, and a task cleans up', async () => {
  await sandbox.upsert({ id: 'teamster', teams: ['a', 'b'], teams_role: { a: 'admin', b: 'user' } })
  const { body } = await sandbox.patch({ id: 'teamster', set: { teams: ['b'] } })
  expect(await sandbox.taskEnd(String(body['membership_deletion_task_id']))).toMatchObject({
    status: 'completed',
  })
  expect(await sandbox.findOne('teamster')).toMatchObject({
    teams: ['b'],
    teams_role: { b: 'user' },
  })
  const cleared = await sandbox.patch({ id: 'teamster', set: { teams: [] } })
  expect(cleared.status).toBe(200)
  expect((await sandbox.findOne('teamster'))?.teams).toEqual([])
})

test('one bad user and nobody is written', async () => {
  const answer = await sandbox.upsert({ id: 'good-one' }, { id: 'bad one' })
  expect(refusal(answer)).toMatchObject({ status: 400, code: 4 })
  expect(await sandbox.findOne('good-one')).toBeUndefined()
  const patched = await sandbox.patch({ id: 'admin-1', set: { x: 1 } }, { id: 'nobody', set: {} })
  expect(refusal(patched)).toMatchObject({ status: 404, code: 16 })
  expect((await sandbox.findOne('admin-1'))?.custom).toEqual({})
})

test.each([
  ['a path with an empty part', { set: { 'a..b': 1 } }, 'not a valid key path'],
  ['a path with a dot at its end', { set: { 'a.': 1 } }, 'not a valid key path'],
  ['a space beside a dot', { set: { 'a .b': 1 } }, 'not a valid key path'],
  ['a path both set and unset', { set: { 'a.b': 1 }, unset: ['a'] }, 'both set and unset'],
  ['a read-only field', { set: { created_at: 1 } }, 'user.created_at is a reserved field'],
  ['a role nobody defined', { set: { role: 'king' } }, 'role "king" provided but not defined'],
  ['a role in somebody else’s team', { set: { teams_role: { x: 'user' } } }, 'not in'],
  ['a privacy setting there is not', { set: { privacy_settings: { x: 1 } } }, 'is not valid'],
  ['a number for a name', { set: { name: 5 } }, 'field `name` contains type number'],
  ['a day for a time', { set: { revoke_tokens_issued_before: '2026' } }, 'RFC3339'],
])('a partial update with %s is refused', async (_, change, message) => {
  const answer = await sandbox.patch({ id: 'jose-nunez-42', ...change })
  expect(refusal(answer)).toMatchObject({ status: 400, code: 4 })
  expect(answer.body.message).toContain('UpdateUsersPartial failed with error: "')
  expect(answer.body.message).toContain(message)
})

test.each([
  ['an id with a space', { id: 'a b' }, 'not a valid user id'],
  ['an id too long', { id: 'x'.repeat(256) }, 'must be 255 characters or less'],
  ['a read-only field', { id: 'x', banned: true }, 'user.banned is a reserved field'],
  [
    'too many teams',
    { id: 'x', teams: Array.from({ length: 251 }, (_, team) => `t${team}`) },
    'maximum 250 teams',
  ],
])('an upsert with %s is refused', async (_, user, message) => {
  const answer = await sandbox.upsert(user as { id: string })
  expect(refusal(answer)).toMatchObject({ status: 400, code: 4 })
  expect(answer.body.message).toContain(message)
})

test('no more than a hundred users in one call', async () => {
  const users = Array.from({ length: 101 }, (_, index) => ({ id: `many-${index}` }))
  expect(refusal(await sandbox.upsert(...users))).toMatchObject({ status: 400, code: 4 })
  expect(refusal(await sandbox.patch(...users))).toMatchObject({ status: 400, code: 4 })
  expect((await sandbox.upsert(...users.slice(1))).status).toBe(201)
})

test('custom data beyond 5 KB is too big', async () => {
  const answer = await sandbox.upsert({ id: 'fat', custom: { a: 'x'.repeat(5_200) } })
  expect(refusal(answer)).toMatchObject({ status: 413, code: 22 })
  expect(answer.body.message).toContain('user custom data cannot be bigger than 5KB')
})

test('with unique names on, a name is taken but for case, spaces and signs', async () => {
  const set = (mode: string) =>
    sandbox.call('PATCH', '/app', { body: { enforce_unique_usernames: mode } })
  await sandbox.upsert({ id: 'first', name: 'Ann-Marie Fox', teams: ['north'] })
  await set('app')
  const taken = await sandbox.upsert({ id: 'second', name: 'annmarie  FOX!' })
  expect(refusal(taken)).toMatchObject({ status: 400, code: 6 })
  expect(taken.body.message).toContain("username 'annmarie  FOX!' already exists")
  const twice = await sandbox.upsert({ id: 'x1', name: 'Twin' }, { id: 'x2', name: 'twin' })
  expect(refusal(twice)).toMatchObject({ status: 400, code: 6 })

  await set('team')
  expect(
    (await sandbox.upsert({ id: 'second', name: 'Ann Marie Fox', teams: ['south'] })).status,
  ).toBe(201)
  const inTeam = await sandbox.upsert({ id: 'third', name: 'Ann Marie Fox', teams: ['north'] })
  expect(inTeam.body.message).toContain("already exists in team 'north'")
  await set('no')
  expect(
    (await sandbox.upsert({ id: 'third', name: 'Ann Marie Fox', teams: ['north'] })).status,
  ).toBe(201)
})
