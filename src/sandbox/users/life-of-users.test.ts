import { afterAll, beforeAll, expect, test } from 'vitest'
import { idsOf, refusal, startForTest, type TestSandbox } from '../test-caller.ts'

let sandbox: TestSandbox
beforeAll(async () => {
  sandbox = await startForTest('--users=2100')
})
afterAll(() => sandbox.close())

const visible = async (id: string) => idsOf(await sandbox.find({ filter_conditions: { id } }))
const task = async (path: string, body: object) => {
  const answer = await sandbox.post(path, body)
  expect([answer.status, answer.body.message]).toEqual([201, undefined])
  return sandbox.taskEnd(answer.body.task_id)
}

test('deactivating hides a person from the default query until reactivated', async () => {
  await sandbox.upsert({ id: 'ann' })
  const off = await sandbox.post('/users/ann/deactivate')
  expect([off.status, typeof off.body.user['deactivated_at']]).toEqual([201, 'number'])
  expect(await visible('ann')).toEqual([])
  expect(await sandbox.findOne('ann')).toMatchObject({ id: 'ann' })

  const written = await sandbox.patch({ id: 'ann', set: { a: 1 } })
  expect(refusal(written)).toMatchObject({ status: 404, code: 16 })
  expect(written.body.message).toContain('the user ann was deactivated')
  expect(refusal(await sandbox.upsert({ id: 'ann' }))).toMatchObject({ status: 404, code: 16 })

  expect((await sandbox.post('/users/ann/reactivate', { name: 'Ann II' })).status).toBe(201)
  expect(await visible('ann')).toEqual(['ann'])
  expect(await sandbox.findOne('ann')).toMatchObject({ name: 'Ann II' })
  const again = await sandbox.post('/users/ann/reactivate')
  expect(refusal(again)).toMatchObject({ status: 400, code: 4 })
  expect(again.body.message).toContain('is not deactivated')
})

test('a second deactivation keeps the date of the first', async () => {
  await sandbox.upsert({ id: 'bea' })
  const first = await sandbox.post('/users/bea/deactivate')
  const second = await sandbox.post('/users/bea/deactivate')
  expect(second.body.user['deactivated_at']).toBe(first.body.user['deactivated_at'])
})

test('an unknown actor is answered with 404 although the change went through', async () => {
  await sandbox.upsert({ id: 'cleo' })
  const answer = await sandbox.post('/users/cleo/deactivate', { created_by_id: 'nobody' })
  expect(refusal(answer)).toMatchObject({ status: 404, code: 16 })
  expect(await visible('cleo')).toEqual([])
})

test('a name that was taken in the meantime needs another one to come back', async () => {
  await sandbox.upsert({ id: 'dan', name: 'The One' })
  await sandbox.post('/users/dan/deactivate')
  await sandbox.call('PATCH', '/app', { body: { enforce_unique_usernames: 'app' } })
  await sandbox.call('PATCH', '/app', { body: { enforce_unique_usernames: 'no' } })
  await sandbox.upsert({ id: 'dan-2', name: 'The One' })
  await sandbox.call('PATCH', '/app', { body: { enforce_unique_usernames: 'app' } })
  const refused = await sandbox.post('/users/dan/reactivate')
  expect(refusal(refused)).toMatchObject({ status: 400, code: 6 })
  expect(refused.body.message).toContain(
    `ReactivateUser failed with error: "username 'The One' already exists"`,
  )
  expect((await sandbox.post('/users/dan/reactivate', { name: 'The Two' })).status).toBe(201)
  await sandbox.call('PATCH', '/app', { body: { enforce_unique_usernames: 'no' } })
})

test('many are deactivated in a task: pending, running, completed with the users', async () => {
  const wave = { campaign: 'cryptodrop' }
  const ids = idsOf(await sandbox.find({ filter_conditions: wave, limit: 100 }))
  const { body } = await sandbox.post('/users/deactivate', { user_ids: ids })
  expect(body.task_id).toMatch(/^[0-9a-f-]{36}$/)
  expect((await sandbox.call('GET', `/tasks/${body.task_id}`)).body.status).toBe('pending')
  const done = await sandbox.taskEnd(body.task_id)
  expect([done.status, done.result.users.length]).toEqual(['completed', 100])
  expect(done.result.users.every((user) => 'deactivated_at' in user)).toBe(true)
  const back = await task('/users/reactivate', { user_ids: [...ids, 'nobody-at-all'].slice(1) })
  expect(back.result.users).toHaveLength(99)
})

test('an unknown task is refused', async () => {
  expect(refusal(await sandbox.call('GET', '/tasks/unknown'))).toMatchObject({
    status: 404,
    code: 16,
  })
})

test.each(['deactivate', 'reactivate', 'delete', 'restore'])(
  '%s takes 1 to 100 users and no more',
  async (action) => {
    const many = Array.from({ length: 101 }, (_, index) => `u${index}`)
    for (const ids of [[], many]) {
      const answer = await sandbox.post(`/users/${action}`, { user_ids: ids })
      expect(refusal(answer)).toMatchObject({ status: 400, code: 4 })
    }
  },
)

test('a deleted user is gone at once, says ok in the task, and comes back by restoring', async () => {
  await sandbox.upsert({ id: 'eve', name: 'Eve', custom: { a: 1 } })
  const { body } = await sandbox.post('/users/delete', { user_ids: ['eve', 'nobody'] })
  expect(await sandbox.findOne('eve')).toBeUndefined()
  const done = await sandbox.taskEnd(body.task_id)
  expect(done.result).toMatchObject({ eve: { status: 'ok' }, nobody: { status: 'error' } })
  expect(done.result['eve']).toEqual({ status: 'ok' })

  const written = await sandbox.upsert({ id: 'eve' })
  expect(refusal(written)).toMatchObject({ status: 404, code: 16 })
  expect(written.body.message).toContain('the user eve was deleted')
  expect(refusal(await sandbox.post('/users/eve/deactivate'))).toMatchObject({ code: 16 })

  const restored = await sandbox.post('/users/restore', { user_ids: ['eve'] })
  expect([restored.status, Object.keys(restored.body)]).toEqual([201, ['duration']])
  expect(await sandbox.findOne('eve')).toMatchObject({ name: 'Eve', custom: { a: 1 } })
})

test('restoring somebody who is not deleted fails for everybody in the call', async () => {
  await sandbox.upsert({ id: 'fay' }, { id: 'gil' })
  await task('/users/delete', { user_ids: ['fay'] })
  const answer = await sandbox.post('/users/restore', { user_ids: ['fay', 'gil'] })
  expect(refusal(answer)).toMatchObject({ status: 400, code: 4 })
  expect(answer.body.message).toBe(
    `RestoreUsers failed with error: "user "gil" is not deleted, it can't be restored"`,
  )
  expect(await sandbox.findOne('fay')).toBeUndefined()
})

const combinations = [undefined, 'soft', 'pruning', 'hard'].flatMap((user) =>
  [undefined, 'soft', 'pruning', 'hard'].flatMap((messages) =>
    [undefined, 'soft', 'hard'].map((conversations) => ({ user, messages, conversations })),
  ),
)

test.each(combinations)(
  'delete with user $user, messages $messages, conversations $conversations',
  async (options) => {
    const { user, messages, conversations } = options
    const id = `del-${user}-${messages}-${conversations}`
    await sandbox.upsert({ id, name: 'Hal', custom: { a: 1 } })
    const body = { user_ids: [id], ...options, calls: 'soft', files: true }
    const answer = await sandbox.post('/users/delete', body)
    if (user === 'hard' && (messages !== 'hard' || conversations !== 'hard')) {
      expect(refusal(answer)).toMatchObject({ status: 400, code: 4 })
      expect(await visible(id)).toEqual([id])
      return
    }
    expect((await sandbox.taskEnd(answer.body.task_id)).result[id]).toEqual({ status: 'ok' })
    expect(await sandbox.findOne(id)).toBeUndefined()
    const restored = await sandbox.post('/users/restore', { user_ids: [id] })
    expect(restored.status).toBe(user === 'hard' ? 404 : user === 'pruning' ? 400 : 201)
    if (restored.status === 201) return
    const again = await sandbox.upsert({ id })
    expect(refusal(again)).toMatchObject({ status: 404, code: 16 })
    expect(again.body.message).toContain(`the user ${id} was deleted`)
  },
)

test.each([
  ['user', 'gone'],
  ['messages', 'gone'],
  ['conversations', 'pruning'],
  ['calls', 'pruning'],
])('delete with %s: %s is refused', async (name, value) => {
  const answer = await sandbox.post('/users/delete', { user_ids: ['admin-1'], [name]: value })
  expect(refusal(answer)).toMatchObject({ status: 400, code: 4 })
  expect(await visible('admin-1')).toEqual(['admin-1'])
})

test('what is soft-deleted can be deleted for good, and not the other way round', async () => {
  await sandbox.upsert({ id: 'ida' })
  await task('/users/delete', { user_ids: ['ida'], user: 'pruning' })
  await task('/users/delete', { user_ids: ['ida'], user: 'soft' })
  expect((await sandbox.post('/users/restore', { user_ids: ['ida'] })).status).toBe(400)
  const all = { user: 'hard', messages: 'hard', conversations: 'hard' }
  const done = await task('/users/delete', { user_ids: ['ida'], ...all })
  expect(done.result['ida']).toEqual({ status: 'ok' })
  expect((await sandbox.post('/users/restore', { user_ids: ['ida'] })).status).toBe(404)
})

test('messages go with the deletion that names them, and come back with the right reactivation', async () => {
  const messages = async (id: string) => {
    const payload = { filter_conditions: {}, message_filter_conditions: { 'user.id': id } }
    const answer = await sandbox.call('GET', '/chat/search', {
      query: { payload: JSON.stringify({ ...payload, limit: 100 }) },
    })
    return (answer.body['results'] as { message: { type: string; text: string } }[]).map(
      ({ message }) => message,
    )
  }
  const before = await messages('jose-nunez-42')
  expect(before.length).toBeGreaterThan(3)
  expect(await messages('jose-nunez-42')).toEqual(before)
  await sandbox.post('/users/jose-nunez-42/deactivate', { mark_messages_deleted: true })
  expect((await messages('jose-nunez-42')).every(({ type }) => type === 'deleted')).toBe(true)
  await sandbox.post('/users/jose-nunez-42/reactivate', { restore_messages: true })
  expect((await messages('jose-nunez-42')).every(({ type }) => type === 'regular')).toBe(true)
})
