import { CircleAlert, RefreshCw } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { messages } from '../messages/messages.ts'
import { Button } from './button.tsx'
import { Notice } from './notice.tsx'

export type FailureText = { title: string; text: string }

/** What went wrong in a line above things that are still there. */
export function FailureNotice({ failure, action }: { failure: FailureText; action?: ReactNode }) {
  return (
    <Notice tone="danger" role="alert" icon={<CircleAlert />}>
      <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="min-w-0 flex-1 wrap-anywhere">
          <b className="font-semibold">{failure.title}.</b> {failure.text}
        </span>
        {action}
      </span>
    </Notice>
  )
}

/** Tries again on a click, or by itself when the wait somebody asked for is over. */
export function RetryButton({
  afterSeconds,
  onRetry,
}: {
  afterSeconds?: number | undefined
  onRetry: () => void
}) {
  const [left, setLeft] = useState(afterSeconds)
  const retry = useRef(onRetry)
  useEffect(() => {
    retry.current = onRetry
  })
  useEffect(() => {
    if (left === undefined) return undefined
    const timer = setTimeout(() => {
      setLeft(left > 1 ? left - 1 : undefined)
      if (left <= 1) retry.current()
    }, 1_000)
    return () => clearTimeout(timer)
  }, [left])
  return (
    <Button size="small" onClick={onRetry}>
      <RefreshCw size={14} />
      {left === undefined ? messages.errors.tryAgain : messages.errors.retryingIn(left)}
    </Button>
  )
}
