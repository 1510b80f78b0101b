import { useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { TriangleAlert } from 'lucide-react'
import { lazy, Suspense, useCallback, useMemo, useRef, useState } from 'react'
import { listUsers, type User, type UserSort } from '../../contract/users.ts'
import { listOf } from '../messages/format.ts'
import { messages } from '../messages/messages.ts'
import { DataTable } from '../table/data-table.tsx'
import { classNames } from '../ui/class-names.ts'
import { Notice } from '../ui/notice.tsx'
import { useShortcuts } from '../ui/shortcuts.ts'
import { FilterBar } from './filter-bar.tsx'
import { ListFailure, NobodyHere, RowsFailure, SlowNotice } from './list-state.tsx'
import { PanelSkeleton } from './panel-skeleton.tsx'
import { useUserEvents } from './use-user-events.ts'
import { useUsers } from './use-users.ts'
import { useUsersView } from './use-users-view.ts'
import { UsersFooter } from './users-footer.tsx'
import { usersColumns } from './users-columns.tsx'
import type { UsersView } from './users-view.ts'

const t = messages.users
const UserPanel = lazy(() =>
  import('./panel/user-panel.tsx').then((file) => ({ default: file.UserPanel })),
)

const keyOf = ({ id }: User) => id

/** The list of users, and one of them beside it. */
export function UsersPage() {
  const { appId } = useParams({ from: '/apps/$appId/users' })
  const [view, change] = useUsersView()
  const { list, users, order, refresh } = useUsers(appId, view)
  const client = useQueryClient()
  const searchRef = useRef<HTMLInputElement>(null)
  const { current, setCurrent, move, openIndex } = useCurrentRow(view, users, (userId) =>
    change({ userId }, { replace: true }),
  )
  useUserEvents(appId)
  useShortcuts({
    '/': () => searchRef.current?.focus(),
    j: () => move(1),
    k: () => move(-1),
    r: () => refresh.run(),
    Escape: () => (view.userId === undefined ? false : change({ userId: undefined })),
  })

  const { hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } = list
  const onNearEnd = useCallback(() => {
    if (hasNextPage && !isFetching && !isFetchNextPageError) void fetchNextPage()
  }, [hasNextPage, isFetching, isFetchNextPageError, fetchNextPage])
  const onSort = (field: string) => change({ sort: nextSort(view.sort, field) })
  const seenRoles = useMemo(() => [...new Set(users.map(({ role }) => role))], [users])

  return (
    <>
      <section
        aria-label={t.title}
        className={classNames(
          'flex min-h-0 min-w-0 flex-1 flex-col bg-surface',
          view.userId !== undefined && 'max-wide:hidden',
        )}
      >
        <FilterBar
          view={view}
          change={change}
          seenRoles={seenRoles}
          searchRef={searchRef}
          onRefresh={refresh.run}
          isRefreshing={refresh.isRunning}
        />
        {view.broken.length > 0 && <BrokenLink parts={view.broken} />}
        {refresh.error && <RowsFailure error={refresh.error} onRetry={refresh.run} />}
        {list.isPending && list.isFetching && (
          <SlowNotice onStop={() => void client.cancelQueries({ queryKey: [listUsers.name] })} />
        )}
        {list.isLoadingError || (list.isPending && !list.isFetching) ? (
          <ListFailure error={list.error} view={view} change={change} onRetry={list.refetch} />
        ) : list.isSuccess && users.length === 0 ? (
          <NobodyHere view={view} change={change} />
        ) : (
          <DataTable
            label={t.list}
            columns={usersColumns}
            rows={users}
            keyOf={keyOf}
            sort={order === 'sort' ? view.sort : undefined}
            onSort={onSort}
            current={current}
            onCurrent={setCurrent}
            openKey={view.userId}
            onOpen={({ id }) => change({ userId: id })}
            isLoading={list.isPending}
            onNearEnd={onNearEnd}
          />
        )}
        {isFetchNextPageError && list.error && (
          <div className="pt-3">
            <RowsFailure error={list.error} onRetry={fetchNextPage} />
          </div>
        )}
        <UsersFooter
          count={users.length}
          hasMore={hasNextPage}
          isLoadingMore={list.isFetchingNextPage}
          isInIdOrder={order === 'id' && view.sort.field !== 'id'}
          asOfMs={list.dataUpdatedAt}
        />
      </section>
      {view.userId !== undefined && (
        <Suspense fallback={<PanelSkeleton />}>
          <UserPanel
            appId={appId}
            userId={view.userId}
            position={openIndex}
            loaded={users.length}
            onMove={move}
            onClose={() => change({ userId: undefined })}
          />
        </Suspense>
      )}
    </>
  )
}

/** Which row has the focus. While a user is open, moving opens the next one. */
function useCurrentRow(view: UsersView, users: User[], open: (userId: string) => void) {
  const { userId, query, sort } = view
  const listKey = JSON.stringify([query, sort])
  const [state, setState] = useState({ listKey, index: -1 })
  const openIndex = userId === undefined ? -1 : users.findIndex(({ id }) => id === userId)
  // Another list starts without a current row.
  const current = state.listKey === listKey ? state.index : -1
  const setCurrent = useCallback((index: number) => setState({ listKey, index }), [listKey])
  const move = (by: 1 | -1) => {
    const from = openIndex >= 0 ? openIndex : current
    const to = Math.max(0, Math.min(from + by, users.length - 1))
    const user = users[to]
    if (!user) return
    setCurrent(to)
    if (userId !== undefined) open(user.id)
  }
  return { current, setCurrent, move, openIndex }
}

/** A click on a header sorts by it, newest and last first; a second click turns it round. */
function nextSort(sort: UserSort, field: string): UserSort {
  if (sort.field === field) {
    return { ...sort, direction: sort.direction === 'asc' ? 'desc' : 'asc' }
  }
  const isText = field === 'role' || field === 'id'
  return { field: field as UserSort['field'], direction: isText ? 'asc' : 'desc' }
}

function BrokenLink({ parts }: { parts: UsersView['broken'] }) {
  const words = parts.map((part) => t.states.brokenParts[part])
  return (
    <div className="px-4 pb-3 wide:px-5">
      <Notice tone="warn" role="status" icon={<TriangleAlert />}>
        {t.states.brokenLink} {listOf(words)}
        {t.sentence.end}
      </Notice>
    </div>
  )
}
