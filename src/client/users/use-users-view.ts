import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { searchOf, type UsersView, viewOf } from './users-view.ts'

/** A part of the view to change; the rest stays as it is. */
type ViewChange = Partial<UsersView['query']> & Partial<Pick<UsersView, 'sort' | 'userId'>>

/** `replace`: no step for the Back button, as while typing. */
export type ChangeView = (change: ViewChange, options?: { replace?: boolean }) => void

/** The users page's state, which is the address. */
export function useUsersView(): [UsersView, ChangeView] {
  const search = useSearch({ from: '/apps/$appId/users' })
  const navigate = useNavigate({ from: '/apps/$appId/users' })
  const view = useMemo(() => viewOf(search), [search])
  const change = useCallback<ChangeView>(
    (next, options) => {
      void navigate({
        search: (current) => searchOf(changed(viewOf(current), next)),
        replace: options?.replace ?? false,
      })
    },
    [navigate],
  )
  return [view, change]
}

function changed(view: UsersView, { sort, ...rest }: ViewChange): UsersView {
  const { userId, ...query } = 'userId' in rest ? rest : { ...rest, userId: view.userId }
  return { ...view, query: { ...view.query, ...query }, sort: sort ?? view.sort, userId }
}
