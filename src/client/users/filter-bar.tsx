import { ChevronDown, RefreshCw, X } from 'lucide-react'
import { lazy, type RefObject, Suspense, useCallback, useState } from 'react'
import { sortFields, type UserSort } from '../../contract/users.ts'
import { listOf } from '../messages/format.ts'
import { messages } from '../messages/messages.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { rolesIn, withRoles } from './role-rule.ts'
import { SearchBox } from './search-box.tsx'
import { UsersSentence } from './users-sentence.tsx'
import type { ChangeView } from './use-users-view.ts'
import type { UsersView } from './users-view.ts'

const t = messages.users
const RoleMenu = lazy(() => import('./role-menu.tsx').then((file) => ({ default: file.RoleMenu })))

const activities = [
  ['active', t.activities.active],
  ['active-and-deactivated', t.activities['active-and-deactivated']],
] as const

type FilterBarProps = {
  view: UsersView
  change: ChangeView
  /** Roles seen in the loaded users, to choose from. */
  seenRoles: string[]
  searchRef: RefObject<HTMLInputElement | null>
  onRefresh: () => void
  isRefreshing: boolean
}

/** Who is listed and in which order: search, role, activity, sort, and the whole in a sentence. */
export function FilterBar(props: FilterBarProps) {
  const { view, change, searchRef } = props
  const { query, sort } = view
  const onSearch = useCallback((search: string) => change({ search }, { replace: true }), [change])
  return (
    <div role="group" aria-label={t.filters} className="grid gap-2 px-4 py-3 wide:px-5">
      <div className="flex flex-wrap items-center gap-2">
        <SearchBox search={query.search} onSearch={onSearch} inputRef={searchRef} />
        <Button
          look="quiet"
          onClick={props.onRefresh}
          aria-busy={props.isRefreshing}
          className="order-1 ms-auto max-wide:ms-0 max-wide:px-2"
        >
          <RefreshCw size={14} className={props.isRefreshing ? 'animate-spin' : ''} />
          <span className="max-wide:sr-only">{t.refresh}</span>
        </Button>
        <RoleFilter {...props} />
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <UsersSentence view={view} />
        <SortSelect sort={sort} onSort={(next) => change({ sort: next })} />
        <Segmented
          label={t.activity}
          choices={activities}
          chosen={query.activity}
          onChoose={(activity) => change({ activity })}
        />
      </div>
    </div>
  )
}

function RoleFilter({ view, change, seenRoles }: FilterBarProps) {
  const [isWanted, setIsWanted] = useState(false)
  const { filter } = view.query
  const roles = rolesIn(filter)
  const setRoles = (next: string[]) => change({ filter: withRoles(filter, next) })
  const button = (
    <Button size="small" onClick={() => setIsWanted(true)} aria-haspopup="dialog">
      {t.role}
      <ChevronDown size={14} />
    </Button>
  )
  return (
    <>
      {/* The menu's code is fetched with the first click; until then this button stands in its place. */}
      {isWanted ? (
        <Suspense fallback={button}>
          <RoleMenu
            className={buttonClass('plain', 'small')}
            chosen={roles}
            seen={seenRoles}
            onChange={setRoles}
          />
        </Suspense>
      ) : (
        button
      )}
      {roles.length > 0 && (
        <span className="inline-flex h-7 min-w-0 max-w-full items-center rounded-md max-wide:order-2 border border-line bg-accent-soft ps-2.5 text-sm">
          <span className="truncate">
            <span className="text-muted">{t.roleChip} </span>
            <b className="font-semibold">{listOf(roles, 'or')}</b>
          </span>
          <button
            type="button"
            aria-label={t.removeRole}
            title={t.removeRole}
            onClick={() => setRoles([])}
            className="grid size-7 shrink-0 place-items-center rounded-md text-muted hover:text-text"
          >
            <X size={13} />
          </button>
        </span>
      )}
    </>
  )
}

function SortSelect({ sort, onSort }: { sort: UserSort; onSort: (sort: UserSort) => void }) {
  return (
    <label className="flex h-8 min-w-0 items-center gap-1.5 text-xs text-muted">
      <span className="max-wide:sr-only">{t.sort}</span>
      <select
        value={`${sort.field} ${sort.direction}`}
        onChange={(event) => {
          const [field, direction] = event.target.value.split(' ')
          onSort({ field, direction } as UserSort)
        }}
        className="h-8 min-w-0 rounded-md border border-line-strong bg-surface px-1.5 text-sm text-text max-wide:max-w-32"
      >
        {sortFields.flatMap((field) =>
          (['desc', 'asc'] as const).map((direction) => (
            <option key={`${field} ${direction}`} value={`${field} ${direction}`}>
              {t.sorts[`${field} ${direction}`]}
            </option>
          )),
        )}
      </select>
    </label>
  )
}
