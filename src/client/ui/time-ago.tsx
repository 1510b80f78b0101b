import { formatAgo, formatExact } from '../messages/format.ts'
import { useNow } from './use-now.ts'

/** "2 hr ago", kept current; the exact time on hover. */
export function TimeAgo({ iso }: { iso: string }) {
  const now = useNow()
  return (
    <time dateTime={iso} title={formatExact(iso)}>
      {formatAgo(iso, now)}
    </time>
  )
}
