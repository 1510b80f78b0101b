import { Link, useRouter } from '@tanstack/react-router'
import { CircleAlert, Compass } from 'lucide-react'
import { isApiError } from '../api/api-error.ts'
import { messages } from '../messages/messages.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'

const t = messages.app

/** A page that could not be shown: a failed call says why, anything else is a bug of ours. */
export function BrokenPage({ error }: { error: unknown }) {
  const router = useRouter()
  const text = isApiError(error) ? messages.errors.of(error) : t.broken
  return (
    <main className="flex h-full">
      <EmptyState role="alert" icon={<CircleAlert size={20} />} title={text.title} text={text.text}>
        <Button onClick={() => void router.invalidate()}>
          {isApiError(error) ? messages.errors.tryAgain : t.broken.action}
        </Button>
      </EmptyState>
    </main>
  )
}

export function NoSuchPage() {
  return (
    <main className="flex h-full">
      <EmptyState icon={<Compass size={20} />} title={t.notFound.title} text="">
        <Link to="/" className={buttonClass()}>
          {t.notFound.action}
        </Link>
      </EmptyState>
    </main>
  )
}
