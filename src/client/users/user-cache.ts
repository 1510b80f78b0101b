import type { QueryClient } from '@tanstack/react-query'
import { getUser, listUsers, type User } from '../../contract/users.ts'
import { keyOf, query } from '../api/query.ts'
import type { UserList } from './use-users.ts'

/** Puts a fresh answer about one user into every loaded list, in its old place. */
export function putUser(client: QueryClient, user: User): void {
  client.setQueriesData<UserList>({ queryKey: [listUsers.name] }, (list) => {
    if (!list?.pages.some((page) => page.users.some(({ id }) => id === user.id))) return list
    const pages = list.pages.map((page) => ({
      ...page,
      users: page.users.map((old) => (old.id === user.id ? user : old)),
    }))
    return { ...list, pages }
  })
}

/** A user as some loaded list has them: shown until the fresh answer is here. */
export function loadedUser(client: QueryClient, userId: string): User | undefined {
  for (const [, list] of client.getQueriesData<UserList>({ queryKey: [listUsers.name] })) {
    const user = list?.pages.flatMap((page) => page.users).find(({ id }) => id === userId)
    if (user) return user
  }
  return undefined
}

/** Reads a user again wherever the page shows them. */
export async function refreshUser(client: QueryClient, appId: string, userId: string) {
  const input = { params: { appId, userId } }
  const isOpen = client.getQueryState(keyOf(getUser, input)) !== undefined
  if (!isOpen && !loadedUser(client, userId)) return
  const { user } = await client.fetchQuery({ ...query(getUser, input), staleTime: 0 })
  putUser(client, user)
}
