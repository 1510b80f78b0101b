import { formatClock } from '../messages/format.ts'
import { messages } from '../messages/messages.ts'

const t = messages.users

/** How much of the list is here, and of when it is. Never an invented total. */
export function UsersFooter({
  count,
  hasMore,
  isLoadingMore,
  isInIdOrder,
  asOfMs,
}: {
  count: number
  hasMore: boolean
  isLoadingMore: boolean
  isInIdOrder: boolean
  asOfMs: number
}) {
  return (
    <footer className="flex h-9 shrink-0 items-center gap-3 border-t border-line px-4 text-xs text-muted tabular-nums wide:px-5">
      {asOfMs > 0 && count > 0 && <span>{hasMore ? t.loadedMore(count) : t.loadedAll(count)}</span>}
      {isLoadingMore && <span>{t.loadingMore}</span>}
      {isInIdOrder && <span className="truncate">{t.inIdOrder}</span>}
      <span className="flex-1" />
      {asOfMs > 0 && <span>{t.asOf(formatClock(asOfMs))}</span>}
    </footer>
  )
}
