import {
  hashKey,
  type InfiniteData,
  infiniteQueryOptions,
  useInfiniteQuery,
  useMutation,
} from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Input, Output } from '../../contract/endpoint.ts'
import { listUsers, type UserCursor } from '../../contract/users.ts'
import { call } from '../api/call.ts'
import { keyOf } from '../api/query.ts'
import type { UsersView } from './users-view.ts'

type Asked = Pick<UsersView, 'query' | 'sort'>
type ListInput = Input<typeof listUsers>
export type UserList = InfiniteData<Output<typeof listUsers>>

function inputOf(appId: string, { query, sort }: Asked): ListInput {
  return { params: { appId }, body: { ...query, sort } }
}

/** The list of a view, page after page by key. */
export function usersQuery(appId: string, view: Asked) {
  const input = inputOf(appId, view)
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
  const list = useInfiniteQuery(usersQuery(appId, view))
  const pages = list.data?.pages
  const users = useMemo(() => pages?.flatMap((page) => page.users) ?? [], [pages])
  return { list, users, order: pages?.at(-1)?.order ?? 'sort', refresh: useRefresh(appId, view) }
}

/**
 * Reads a list's first page anew; a list that is refreshed starts at its top again. An answer belongs
 * to the list it was asked for, whichever the reader looks at by then.
 */
function useRefresh(appId: string, view: Asked) {
  const input = inputOf(appId, view)
  const refresh = useMutation({
    mutationFn: (asked: ListInput) => call(listUsers, asked),
    onSuccess: (page, asked, _, { client }) =>
      client.setQueryData<UserList>(keyOf(listUsers, asked), {
        pages: [page],
        pageParams: [undefined],
      }),
  })
  const isOfThis =
    refresh.variables !== undefined && hashKey([refresh.variables]) === hashKey([input])
  return {
    run: () => refresh.mutate(input),
    isRunning: isOfThis && refresh.isPending,
    error: isOfThis ? refresh.error : null,
  }
}
