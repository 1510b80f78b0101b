import type { Call, Operation } from '../http/operation.ts'
import { objectText } from '../json-text.ts'
import { queryUsers } from '../query/query-users.ts'
import { atomically } from '../store/database.ts'
import type { Store } from '../store/store.ts'
import type { Tasks } from '../tasks/tasks.ts'
import { deactivateUser, reactivateUser, readActivation } from './activation.ts'
import { restoreUsers, startDeletion } from './delete-users.ts'
import { updateUsersPartial } from './update-users-partial.ts'
import { upsertUsers, type Written } from './upsert-users.ts'
import { briefUser, fullUser } from './user-json.ts'

/** Finding, writing, deactivating, deleting and restoring users. */
export function userOperations(store: Store, tasks: Tasks): Operation[] {
  const { users } = store
  const started = (call: Call, input: unknown) =>
    `"task_id":"${tasks.start(call, input, call.fate)}"`
  const written = (call: Call, done: Written) => {
    const list = done.users.map((user) => [user.id, fullUser(users, user)] as const)
    // Who leaves a team also leaves its channels, and that takes a while.
    const cleaning = { operation: 'DeleteMemberships', requestId: call.requestId }
    const task = done.leavers.length > 0 ? tasks.start(cleaning, done.leavers, call.fate) : ''
    return `"users":${objectText(list)},"membership_deletion_task_id":"${task}"`
  }
  return [
    {
      name: 'QueryUsers',
      method: 'GET',
      path: '/users',
      status: 200,
      run: (call) =>
        `"users":[${queryUsers(store, call)
          .map((user) => fullUser(users, user))
          .join(',')}]`,
    },
    {
      name: 'UpdateUsers',
      method: 'POST',
      path: '/users',
      status: 201,
      run: (call) => written(call, upsertUsers(store, call)),
    },
    {
      name: 'UpdateUsersPartial',
      method: 'PATCH',
      path: '/users',
      status: 200,
      run: (call) => written(call, updateUsersPartial(store, call)),
    },
    {
      name: 'DeactivateUser',
      method: 'POST',
      path: '/users/{user_id}/deactivate',
      status: 201,
      run: (call) => `"user":${briefUser(deactivateUser(store, call))}`,
    },
    {
      name: 'DeactivateUsers',
      method: 'POST',
      path: '/users/deactivate',
      status: 201,
      run: (call) => started(call, readActivation(call)),
    },
    {
      name: 'ReactivateUser',
      method: 'POST',
      path: '/users/{user_id}/reactivate',
      status: 201,
      run: (call) => `"user":${briefUser(reactivateUser(store, call))}`,
    },
    {
      name: 'ReactivateUsers',
      method: 'POST',
      path: '/users/reactivate',
      status: 201,
      run: (call) => started(call, readActivation(call)),
    },
    {
      name: 'DeleteUsers',
      method: 'POST',
      path: '/users/delete',
      status: 201,
      // Nobody is hidden without a task that will see to it.
      run: (call) => atomically(store.database, () => started(call, startDeletion(store, call))),
    },
    {
      name: 'RestoreUsers',
      method: 'POST',
      path: '/users/restore',
      status: 201,
      run(call) {
        restoreUsers(store, call)
        return ''
      },
    },
    {
      name: 'GetTask',
      method: 'GET',
      path: '/tasks/{id}',
      status: 200,
      run: ({ params }) => tasks.read(params['id'] ?? ''),
    },
  ]
}
