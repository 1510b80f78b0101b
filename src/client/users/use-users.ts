import { infiniteQueryOptions, useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Output } from '../../contract/endpoint.ts'
import { listUsers, type UserCursor } from '../../contract/users.ts'
import { call } from '../api/call.ts'
import { keyOf } from '../api/query.ts'
import type { UsersView } from './users-view.ts'

type Asked = Pick<UsersView, 'query' | 'sort'>

/** The list of a view, page after page by key. */
export function usersQuery(appId: string, { query, sort }: Asked) {
  const input = { params: { appId }, body: { ...query, sort } }
  return infiniteQueryOptions({
    queryKey: keyOf(listUsers, input),
    queryFn: ({ pageParam: after, signal }) =>
      call(listUsers, { ...input, body: { ...input.body, ...(after && { after }) } }, signal),
    initialPageParam: undefined as UserCursor | undefined,
    getNextPageParam: (page) => page.next,
    // Rows never move under a reader: the list is read again only when asked.
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** The users of a view that are loaded, and the ways to get more or fresher ones. */
export function useUsers(appId: string, view: Asked) {
  const options = usersQuery(appId, view)
  const list = useInfiniteQuery(options)
  const pages = list.data?.pages
  const users = useMemo(() => pages?.flatMap((page) => page.users) ?? [], [pages])
  const refresh = useMutation({
    // The first page anew; a list that is refreshed starts at its top again.
    mutationFn: () =>
      call(listUsers, { params: { appId }, body: { ...view.query, sort: view.sort } }),
    onSuccess: (page: Output<typeof listUsers>, _, __, { client }) =>
      client.setQueryData(options.queryKey, { pages: [page], pageParams: [undefined] }),
  })
  return { list, users, order: pages?.at(-1)?.order ?? 'sort', refresh }
}
