import type { DatabaseSync } from 'node:sqlite'
import { deactivateUser, finishActivation, reactivateUser, startActivation } from './activation.ts'
import { queryUsers } from './query-users.ts'
import { Tasks } from './tasks.ts'
import { updateUsersPartial } from './update-users-partial.ts'
import { upsertUsers } from './upsert-users.ts'
import { Users } from './users.ts'

export type Call = { params: string[]; query: URLSearchParams; body: string }

/** One operation of Stream's API: where it is, and the members of its answer as JSON text. */
export type Operation = {
  name: string
  method: string
  path: RegExp
  status: 200 | 201
  run(call: Call): string
}

export type Api = { operations: Operation[]; close(): void }

/** Every operation the sandbox knows, over one store. Paths are without `/api/v2`. */
export function createApi(database: DatabaseSync, taskMs: number): Api {
  const users = new Users(database)
  const tasks = new Tasks(database, taskMs, (operation, ids) =>
    finishActivation(users, operation, ids),
  )
  const operations: Operation[] = [
    {
      name: 'QueryUsers',
      method: 'GET',
      path: /^\/users$/,
      status: 200,
      run: ({ query }) => queryUsers(database, query.get('payload')),
    },
    {
      name: 'UpdateUsers',
      method: 'POST',
      path: /^\/users$/,
      status: 201,
      run: ({ body }) => upsertUsers(database, users, body),
    },
    {
      name: 'UpdateUsersPartial',
      method: 'PATCH',
      path: /^\/users$/,
      status: 200,
      run: ({ body }) => updateUsersPartial(database, users, body),
    },
    {
      name: 'DeactivateUsers',
      method: 'POST',
      path: /^\/users\/deactivate$/,
      status: 201,
      run: ({ body }) => startActivation(tasks, 'DeactivateUsers', body),
    },
    {
      name: 'ReactivateUsers',
      method: 'POST',
      path: /^\/users\/reactivate$/,
      status: 201,
      run: ({ body }) => startActivation(tasks, 'ReactivateUsers', body),
    },
    {
      name: 'DeactivateUser',
      method: 'POST',
      path: /^\/users\/([^/]+)\/deactivate$/,
      status: 201,
      run: ({ params: [id = ''], body }) => deactivateUser(database, users, id, body),
    },
    {
      name: 'ReactivateUser',
      method: 'POST',
      path: /^\/users\/([^/]+)\/reactivate$/,
      status: 201,
      run: ({ params: [id = ''], body }) => reactivateUser(database, users, id, body),
    },
    {
      name: 'GetTask',
      method: 'GET',
      path: /^\/tasks\/([^/]+)$/,
      status: 200,
      run: ({ params: [id = ''] }) => tasks.read(id),
    },
    {
      name: 'GetApp',
      method: 'GET',
      path: /^\/app$/,
      status: 200,
      run: () =>
        `"app":${JSON.stringify({
          id: 1,
          name: 'acme-chat',
          multi_tenant_enabled: false,
          enforce_unique_usernames: 'no',
          guest_user_creation_disabled: false,
          suspended: false,
        })}`,
    },
  ]
  return { operations, close: () => tasks.close() }
}
