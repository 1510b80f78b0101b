import { CircleAlert, Clock, Lock, SearchX, Users, WifiOff } from 'lucide-react'
import { useEffect, useState } from 'react'
import { everyone } from '../../contract/user-filter.ts'
import { type ApiError, isApiError } from '../api/api-error.ts'
import { messages } from '../messages/messages.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { FailureNotice, RetryButton } from '../ui/failure.tsx'
import { Notice } from '../ui/notice.tsx'
import type { ChangeView } from './use-users-view.ts'
import type { UsersView } from './users-view.ts'

const t = messages.users.states
const SLOW_MS = 4_000

const icons: Partial<Record<ApiError['code'], typeof Clock>> = {
  offline: WifiOff,
  forbidden: Lock,
  stream_rate_limited: Clock,
  too_many_requests: Clock,
}

type ListProps = { view: UsersView; change: ChangeView }

/** In the place of the list when there is none. Without an error the reader stopped waiting. */
export function ListFailure({
  error,
  view,
  change,
  onRetry,
}: ListProps & { error: Error | null; onRetry: () => void }) {
  const code = isApiError(error) ? error.code : undefined
  const Icon = (code && icons[code]) ?? CircleAlert
  const { title, text } = isApiError(error) ? messages.errors.of(error) : t.stopped
  const isFiltered = view.query.filter.rules.length > 0 || view.query.search !== ''
  // Asking again for what can't be asked for leads nowhere.
  const isRefused = code === 'stream_rejected' || code === 'bad_input'
  return (
    <EmptyState role="alert" icon={<Icon size={20} />} title={title} text={text}>
      {isRefused && isFiltered ? (
        <ClearFilters change={change} />
      ) : (
        code !== 'forbidden' && <RetryButton afterSeconds={waitOf(error)} onRetry={onRetry} />
      )}
    </EmptyState>
  )
}

function ClearFilters({ change }: Pick<ListProps, 'change'>) {
  return (
    <Button onClick={() => change({ filter: everyone, search: '' })}>{t.noMatch.action}</Button>
  )
}

/** Above or below rows that are still there. */
export function RowsFailure({ error, onRetry }: { error: Error; onRetry: () => void }) {
  if (!isApiError(error)) return undefined
  return (
    <div className="px-4 pb-3 wide:px-5">
      <FailureNotice
        failure={messages.errors.of(error)}
        action={<RetryButton afterSeconds={waitOf(error)} onRetry={onRetry} />}
      />
    </div>
  )
}

export function NobodyHere({ view, change }: ListProps) {
  const { filter, search, activity } = view.query
  if (filter.rules.length > 0 || search) {
    return (
      <EmptyState
        role="status"
        icon={<SearchX size={20} />}
        title={t.noMatch.title}
        text={t.noMatch.text}
      >
        <ClearFilters change={change} />
      </EmptyState>
    )
  }
  const text = activity === 'active' ? t.noneActive : t.none
  return (
    <EmptyState role="status" icon={<Users size={20} />} title={text.title} text={text.text}>
      {activity === 'active' && (
        <Button onClick={() => change({ activity: 'active-and-deactivated' })}>
          {t.noneActive.action}
        </Button>
      )}
    </EmptyState>
  )
}

/** Says after a while that the wait is not the reader's fault, and offers to end it. */
export function SlowNotice({ onStop }: { onStop: () => void }) {
  const [isSlow, setIsSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setIsSlow(true), SLOW_MS)
    return () => clearTimeout(timer)
  }, [])
  if (!isSlow) return undefined
  return (
    <div className="px-4 pb-3 wide:px-5">
      <Notice tone="info" role="status" icon={<Clock />}>
        <span className="flex flex-wrap items-center gap-3">
          <span className="flex-1">
            <b className="font-semibold">{t.slow.title}.</b> {t.slow.text}
          </span>
          <Button size="small" onClick={onStop}>
            {t.slow.action}
          </Button>
        </span>
      </Notice>
    </div>
  )
}

function waitOf(error: Error | null): number | undefined {
  return isApiError(error) ? error.details.retryAfterSeconds : undefined
}
