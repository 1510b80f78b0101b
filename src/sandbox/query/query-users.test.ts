import { afterAll, beforeAll, expect, test } from 'vitest'
import { idsOf, refusal, startForTest, type TestSandbox, token } from '../test-caller.ts'

let sandbox: TestSandbox
beforeAll(async () => {
  sandbox = await startForTest('--users=3000')
})
afterAll(() => sandbox.close())

test.each([
  ['no payload', '', 'invalid json data'],
  ['broken JSON', '{', 'invalid json data'],
  ['a list', '[]', 'invalid json data'],
  ['a limit above 100', '{"limit":101}', 'limit must be 100 or less'],
  ['a limit below 0', '{"limit":-1}', 'limit must be 0 or greater'],
  ['an offset above 1000', '{"offset":1001}', 'offset must be 1000 or less'],
  ['half a limit', '{"limit":1.5}', 'limit must be an integer'],
  [
    'six sort keys',
    `{"sort":[${'{"field":"a"},'.repeat(5)}{"field":"a"}]}`,
    'sort must contain at maximum 5 item',
  ],
  ['a sideways sort', '{"sort":[{"field":"id","direction":0}]}', 'must be 1 or -1'],
  [
    'an operator the field lacks',
    '{"filter_conditions":{"banned":{"$gt":true}}}',
    'operator "$gt" is not allowed for field "banned"',
  ],
  [
    'signs alone to complete',
    '{"filter_conditions":{"name":{"$autocomplete":"!?"}}}',
    '$autocomplete field is empty or contains invalid characters',
  ],
  [
    'a search in a custom field',
    '{"filter_conditions":{"color":{"$q":"r"}}}',
    'search is not enabled for field users.color',
  ],
  [
    '$ne on a custom field',
    '{"filter_conditions":{"color":{"$ne":"r"}}}',
    'operator $ne is not supported for custom fields',
  ],
  [
    '$exists with a word',
    '{"filter_conditions":{"last_active":{"$exists":"yes"}}}',
    '$exists operator only support boolean values',
  ],
  [
    'a number for a text',
    '{"filter_conditions":{"role":5}}',
    'field `role` contains type number. expecting string',
  ],
  ['no team by name', '{"filter_conditions":{"teams":""}}', 'field `teams`'],
  ['a time that is none', '{"filter_conditions":{"created_at":{"$gt":"today"}}}', 'RFC3339'],
  ['an empty $or', '{"filter_conditions":{"$or":[]}}', '$or expects a list'],
  ['an unknown $word', '{"filter_conditions":{"$not":{}}}', 'operator "$not" is not allowed'],
])('%s is an input error in the words of Stream', async (_, payload, message) => {
  const answer = await sandbox.call('GET', '/users', { query: { payload } })
  expect([answer.status, answer.body.code]).toEqual([400, 4])
  expect(answer.body.message).toContain('QueryUsers failed with error: "')
  expect(answer.body.message).toContain(message)
})

test('without anything asked: the thirty newest, newest first', async () => {
  const { body } = await sandbox.find({ filter_conditions: {} })
  const times = body.users.map(({ created_at: at }) => Number(at))
  expect(times).toHaveLength(30)
  expect(times).toEqual(times.toSorted((a, b) => b - a))
})

test('times are nanoseconds in plain digits, with microseconds that are no whole milliseconds', async () => {
  const { text } = await sandbox.find({ filter_conditions: {}, limit: 100 })
  const times = [...text.matchAll(/"created_at":(\d+)/g)].map(([, digits]) => digits ?? '')
  expect(times.every((digits) => /^\d{16}000$/.test(digits))).toBe(true)
  expect(times.some((digits) => !digits.endsWith('000000'))).toBe(true)
})

test('the oddest custom values keep every letter', async () => {
  const { text } = await sandbox.find({ filter_conditions: { id: 'steward-odd' } })
  expect(text).toContain('"10":"ten","2":"two","__proto__":{"polluted":true}')
  expect(text).toContain(String.raw`"big":12345678901234567890,"price":1.10,"lone":"\ud800"`)
})

test('id_gt and its kin keep to the ids and turn the order to descending by id', async () => {
  const ids = idsOf(await sandbox.find({ id_gt: 'a', id_lte: 'c', limit: 100 }))
  expect(ids.length).toBeGreaterThan(5)
  expect(ids.every((id) => id > 'a' && id <= 'c')).toBe(true)
  expect(ids).toEqual(ids.toSorted((a, b) => (a < b ? 1 : -1)))
  const upwards = { id_gte: 'a', id_lt: 'c', sort: [{ field: 'id', direction: 1 }] }
  expect(idsOf(await sandbox.find(upwards))[0]).toMatch(/^a/)
})

test('walking by id visits everybody once', async () => {
  const seen: string[] = []
  for (let last = ''; ;) {
    const page = await sandbox.find({
      filter_conditions: last ? { id: { $gt: last } } : {},
      sort: [{ field: 'id', direction: 1 }],
      limit: 100,
      include_deactivated_users: true,
    })
    seen.push(...idsOf(page))
    last = idsOf(page).at(-1) ?? ''
    if (page.body.users.length < 100) break
  }
  expect(seen).toHaveLength(3_000)
  expect(seen).toEqual([...new Set(seen)].toSorted((a, b) => (a < b ? -1 : 1)))
})

test('a text that looks like a number sorts as text unless the sort says number', async () => {
  await sandbox.upsert(
    { id: 'sort-9', custom: { rank: 9, sorting: true } },
    { id: 'sort-10', custom: { rank: 10, sorting: true } },
    { id: 'sort-none', custom: { sorting: true } },
  )
  const sorted = async (direction: number, type?: string) =>
    idsOf(
      await sandbox.find({
        filter_conditions: { sorting: true },
        sort: [{ field: 'rank', direction, ...(type && { type }) }],
      }),
    )
  expect(await sorted(-1)).toEqual(['sort-none', 'sort-9', 'sort-10'])
  expect(await sorted(-1, 'number')).toEqual(['sort-none', 'sort-10', 'sort-9'])
  expect(await sorted(1, 'number')).toEqual(['sort-9', 'sort-10', 'sort-none'])
})

test('words are found by their beginnings, whatever the case', async () => {
  await sandbox.upsert(
    { id: 'a1b2c3d4-words', name: 'Curiosity Rover', custom: { username: 'rover_curiosity' } },
    { id: 'roxy', name: 'Roxanne' },
  )
  const found = async (field: string, text: string) =>
    idsOf(await sandbox.find({ filter_conditions: { [field]: { $autocomplete: text } } }))
  expect((await found('name', 'ro')).toSorted()).toEqual(
    expect.arrayContaining(['a1b2c3d4-words', 'roxy']),
  )
  expect(await found('username', 'rove')).toEqual(['a1b2c3d4-words'])
  expect(await found('id', 'a1b2c3d4')).toEqual(['a1b2c3d4-words'])
  expect(await found('name', 'ROV curi')).toEqual(['a1b2c3d4-words'])
})

test('a bare name means a custom field; a field of the user wins over one of the same name', async () => {
  await sandbox.upsert({
    id: 'ambiguous',
    role: 'user',
    custom: { role: 'king', shoe: { size: 44 } },
  })
  const found = async (filter: object) => idsOf(await sandbox.find({ filter_conditions: filter }))
  expect(await found({ 'shoe.size': { $gte: 44 } })).toEqual(['ambiguous'])
  expect(await found({ custom: { role: 'king' } })).toEqual(['ambiguous'])
  expect(await found({ role: 'king' })).toEqual([])
  expect(await found({ 'custom.role': 'king' })).toEqual(['ambiguous'])
})

test('a hundred long ids fit into one query', async () => {
  const ids = Array.from({ length: 300 }, () => crypto.randomUUID())
  const answer = await sandbox.find({ filter_conditions: { id: { $in: [...ids, 'admin-1'] } } })
  expect(idsOf(answer)).toEqual(['admin-1'])
})

test('headers that are too large are refused in the envelope', async () => {
  const answer = await sandbox.call('GET', '/users', { query: { payload: 'x'.repeat(70_000) } })
  expect(refusal(answer)).toMatchObject({ status: 431, code: 24 })
})

test('a full user has every member Stream promises', async () => {
  const { body } = await sandbox.find({ filter_conditions: { id: 'jose-nunez-42' } })
  const promised = [
    ...['id', 'name', 'image', 'role', 'language', 'teams', 'custom', 'created_at', 'updated_at'],
    ...['last_active', 'banned', 'shadow_banned', 'online', 'invisible', 'blocked_user_ids'],
    ...['devices', 'mutes', 'channel_mutes', 'unread_count', 'total_unread_count'],
    ...['unread_channels', 'unread_threads', 'privacy_settings'],
  ]
  expect(Object.keys(body.users[0] ?? {})).toEqual(expect.arrayContaining(promised))
  expect(body['duration']).toMatch(/^\d+\.\d\dms$/)
})

test('someone who is no server may not ask', async () => {
  const answer = await sandbox.call('GET', '/users', {
    query: { payload: '{}' },
    token: token({ user_id: 'admin-1' }),
  })
  expect(answer.status).toBe(403)
})
