/** What every call of the SDK answers: the body's members and how the call went. */
type Answer = Record<string, unknown> & { metadata: { responseCode: number; rateLimit: object } }
type Method = (request?: object) => Promise<Answer>
type Methods = Record<string, Method>
export type Client = Methods & {
  upsertUsers(users: object[]): Promise<Answer>
  moderation: Methods
  chat: Methods
}

/** One call; with `fails` it must be refused with that code and HTTP status. */
export type Step = {
  name: string
  run(client: Client): Promise<unknown>
  fails?: [code: number, status: number]
}

const tasks: string[] = []
/** Starts a task and remembers it for `taskEnds`. */
const starting = async (call: Promise<Answer>) => {
  const answer = await call
  tasks.push(String(answer['task_id']))
  return answer
}
const pause = (ms: number) =>
  new Promise((resolve) => {
    setTimeout(resolve, ms)
  })

const filter = (filter_conditions: object, more: object = {}) => ({
  payload: { filter_conditions, limit: 2, ...more },
})
const taskEnds: Step['run'] = async (client) => {
  // Longer than any task takes here, so that a single call sees the end of it.
  await pause(300)
  const task = await client['getTask']?.({ id: tasks.at(-1) })
  if (task?.['status'] !== 'completed') throw new Error(`The task is ${String(task?.['status'])}`)
  return task
}

const user = { id: 'sdk-ann', name: 'Ann', role: 'user', custom: { color: 'red', age: 31 } }
const ban = { target_user_id: 'sdk-bob', banned_by_id: 'admin-1' }
const block = { user_id: 'sdk-ann', blocked_user_id: 'sdk-bob' }
const mute = { user_id: 'sdk-ann', target_ids: ['sdk-bob', 'sdk-nobody'] }
const hard = { user: 'hard', messages: 'hard', conversations: 'hard' }
const device = { id: 'sdk-phone', push_provider: 'firebase', user_id: 'sdk-ann' }

type Plain = [method: string, request?: object, fails?: Step['fails']]
/** Calls of the client itself, in this order: later ones build on earlier ones. */
const plain = (...[method, request, fails]: Plain): Step => ({
  name: method,
  run: (client) => client[method]?.(request) ?? Promise.reject(new Error(`No ${method}`)),
  ...(fails && { fails }),
})
const moderation = (...[method, request, fails]: Plain): Step => ({
  ...plain(method, request, fails),
  run: (client) =>
    client.moderation[method]?.(request) ?? Promise.reject(new Error(`No ${method}`)),
})

/** Every call of the sandbox through Stream's own client, errors included. */
export const steps: Step[] = [
  { name: 'upsertUsers', run: (client) => client.upsertUsers([user, { id: 'sdk-bob' }]) },
  plain('updateUsers', { users: { 'sdk-cleo': { id: 'sdk-cleo', teams: ['red'] } } }),
  plain('updateUsers', { users: { 'a b': { id: 'a b' } } }, [4, 400]),
  plain('updateUsers', { users: { x: { id: 'x', role: 'king' } } }, [4, 400]),
  plain('updateUsers', { users: { x: { id: 'x', custom: { a: 'x'.repeat(6_000) } } } }, [22, 413]),
  plain('updateUsersPartial', {
    users: [{ id: 'sdk-ann', set: { 'address.city': 'Köln', name: 'Anne' }, unset: ['age'] }],
  }),
  plain('updateUsersPartial', { users: [{ id: 'sdk-nobody', set: { a: 1 } }] }, [16, 404]),
  plain('updateUsersPartial', { users: [{ id: 'sdk-ann', set: { 'a..b': 1 } }] }, [4, 400]),
  plain(
    'queryUsers',
    filter({ id: { $in: ['sdk-ann', 'sdk-bob'] } }, { sort: [{ field: 'id', direction: 1 }] }),
  ),
  plain(
    'queryUsers',
    filter({ name: { $autocomplete: 'ann' }, 'custom.color': 'red', role: 'user' }, { limit: 1 }),
  ),
  plain('queryUsers', filter({ $or: [{ id: 'sdk-ann' }, { 'address.city': 'Köln' }] })),
  plain('queryUsers', filter({ created_at: { $gt: new Date('2100-01-01') } })),
  plain('queryUsers', filter({}, { limit: 101 }), [4, 400]),
  plain('queryUsers', {}, [4, 400]),
  plain('deactivateUser', { user_id: 'sdk-ann', mark_messages_deleted: true }),
  plain('deactivateUser', { user_id: 'sdk-nobody' }, [16, 404]),
  plain('queryUsers', filter({ id: 'sdk-ann' }, { include_deactivated_users: true })),
  plain('queryUsers', filter({ id: 'sdk-ann' })),
  plain('reactivateUser', { user_id: 'sdk-ann', restore_messages: true, name: 'Ann' }),
  plain('reactivateUser', { user_id: 'sdk-ann' }, [4, 400]),
  {
    name: 'deactivateUsers',
    run: (client) =>
      starting(
        client['deactivateUsers']?.({ user_ids: ['sdk-ann', 'sdk-bob'] }) as Promise<Answer>,
      ),
  },
  { name: 'getTask', run: taskEnds },
  {
    name: 'reactivateUsers',
    run: (client) =>
      starting(
        client['reactivateUsers']?.({ user_ids: ['sdk-ann', 'sdk-bob'] }) as Promise<Answer>,
      ),
  },
  { name: 'getTask', run: taskEnds },
  plain('deactivateUsers', { user_ids: [] }, [4, 400]),
  plain('getTask', { id: '00000000-0000-0000-0000-000000000000' }, [16, 404]),
  {
    name: 'deleteUsers',
    run: (client) =>
      starting(client['deleteUsers']?.({ user_ids: ['sdk-ann'] }) as Promise<Answer>),
  },
  { name: 'getTask', run: taskEnds },
  plain('updateUsers', { users: { 'sdk-ann': { id: 'sdk-ann' } } }, [16, 404]),
  plain('restoreUsers', { user_ids: ['sdk-ann'] }),
  plain('restoreUsers', { user_ids: ['sdk-ann'] }, [4, 400]),
  plain('deleteUsers', { user_ids: ['sdk-cleo'], user: 'hard' }, [4, 400]),
  {
    name: 'deleteUsers',
    run: (client) =>
      starting(client['deleteUsers']?.({ user_ids: ['sdk-cleo'], ...hard }) as Promise<Answer>),
  },
  { name: 'getTask', run: taskEnds },
  plain('exportUser', { user_id: 'sdk-bob' }),
  {
    name: 'exportUsers',
    run: (client) =>
      starting(client['exportUsers']?.({ user_ids: ['sdk-ann'] }) as Promise<Answer>),
  },
  { name: 'getTask', run: taskEnds },
  moderation('ban', { ...ban, reason: 'Spam', timeout: 60 }),
  moderation('ban', { target_user_id: 'sdk-bob' }, [4, 400]),
  plain('queryBannedUsers', { payload: { filter_conditions: { user_id: 'sdk-bob' } } }),
  {
    name: 'chat.queryBannedUsers',
    run: (client) =>
      client.chat['queryBannedUsers']?.({
        payload: { filter_conditions: { user_id: 'sdk-bob' }, exclude_expired_bans: true },
      }) as Promise<Answer>,
  },
  moderation('unban', { target_user_id: 'sdk-bob', unbanned_by_id: 'admin-1' }),
  moderation('ban', { ...ban, shadow: true }),
  moderation('unban', { target_user_id: 'sdk-bob' }),
  moderation('mute', { ...mute, timeout: 30 }),
  moderation('unmute', mute),
  moderation('flag', {
    entity_type: 'stream:user',
    entity_id: 'sdk-bob',
    reason: 'spam',
    user_id: 'sdk-ann',
  }),
  moderation('getFlagCount', { entity_creator_id: 'sdk-bob' }),
  moderation('bypass', { target_user_id: 'sdk-bob', enabled: true }),
  plain('blockUsers', block),
  plain('getBlockedUsers', { user_id: 'sdk-ann' }),
  plain('unblockUsers', block),
  plain('createGuest', { user: { id: 'sdk-guest', name: 'Guest' } }),
  plain('createDevice', device),
  plain('listDevices', { user_id: 'sdk-ann' }),
  plain('deleteDevice', { id: 'sdk-phone', user_id: 'sdk-ann' }),
  plain('listRoles'),
  plain('createRole', { name: 'sdk-role' }),
  plain('createRole', { name: 'sdk-role' }, [4, 400]),
  plain('deleteRole', { name: 'sdk-role' }),
  plain('deleteRole', { name: 'admin' }, [4, 400]),
  plain('getPermission', { id: 'ban-user' }),
  plain('listPermissions'),
  plain('listPushProviders'),
  plain('getRateLimits', { server_side: true, endpoints: 'QueryUsers,GetApp' }),
  plain('updateApp', { guest_user_creation_disabled: true }),
  plain('createGuest', { user: { id: 'sdk-guest' } }, [17, 403]),
  plain('updateApp', { guest_user_creation_disabled: false }),
  plain('getApp'),
  {
    name: 'revoke a user’s tokens',
    run: (client) =>
      client['updateUsersPartial']?.({
        users: [{ id: 'sdk-ann', set: { revoke_tokens_issued_before: new Date('2026-01-01') } }],
      }) as Promise<Answer>,
  },
  {
    name: 'chat.sendUserCustomEvent',
    run: (client) =>
      client.chat['sendUserCustomEvent']?.({
        user_id: 'sdk-ann',
        event: { type: 'lunch' },
      }) as Promise<Answer>,
  },
  {
    name: 'chat.search',
    run: (client) =>
      client.chat['search']?.({
        payload: {
          filter_conditions: { members: { $in: ['admin-1'] } },
          message_filter_conditions: { 'user.id': 'admin-1' },
          limit: 1,
        },
      }) as Promise<Answer>,
  },
]
