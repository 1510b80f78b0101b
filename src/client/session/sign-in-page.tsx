import { useMutation, useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { Info, TriangleAlert } from 'lucide-react'
import { roles, type Role } from '../../contract/rights.ts'
import { getSignInOptions, signInAs } from '../../contract/session.ts'
import { isApiError } from '../api/api-error.ts'
import { call } from '../api/call.ts'
import { query } from '../api/query.ts'
import { messages } from '../messages/messages.ts'
import { Avatar } from '../ui/avatar.tsx'
import { FailureNotice, RetryButton } from '../ui/failure.tsx'
import { Notice } from '../ui/notice.tsx'
import { EntryPage } from './entry-page.tsx'
import { PasswordForm } from './password-form.tsx'
import { useEnter } from './use-enter.ts'

const t = messages.session
const { roleNames } = messages.app

/** E-mail and password, and in a sandbox one click per role. */
export function SignInPage() {
  const { to } = useSearch({ from: '/sign-in' })
  const { data: options, error, refetch } = useQuery(query(getSignInOptions, {}))
  return (
    <EntryPage title={t.signIn}>
      {to && <p className="text-muted">{t.ended}</p>}
      {!globalThis.isSecureContext && (
        <Notice tone="warn" icon={<TriangleAlert />}>
          {t.notSecure(location.origin)}
        </Notice>
      )}
      {isApiError(error) && (
        <FailureNotice
          failure={messages.errors.of(error)}
          action={<RetryButton onRetry={refetch} />}
        />
      )}
      {options?.oneClick === 'refused' && <Hint text={t.oneClickRefused} />}
      {options?.mode === 'real' && !options.hasOwner && <Hint text={t.noOwner} />}
      {options?.oneClick === 'offered' && <TryIt />}
      {options && options.oneClick !== 'offered' && <PasswordForm />}
    </EntryPage>
  )
}

function Hint({ text }: { text: string }) {
  return (
    <Notice tone="info" icon={<Info />}>
      {text}
    </Notice>
  )
}

function TryIt() {
  const enter = useEnter()
  const start = useMutation({
    mutationFn: (role: Role) => call(signInAs, { body: { role } }),
    onSuccess: enter,
  })
  return (
    <section className="grid gap-2">
      <h2 className="font-semibold">{t.tryTitle}</h2>
      <p className="pb-1 text-muted">{t.tryText}</p>
      {roles.map((role) => (
        <button
          key={role}
          type="button"
          onClick={() => start.mutate(role)}
          className="flex items-center gap-3 rounded-md border border-line-strong bg-surface px-3 py-2.5 text-start hover:bg-sunk"
        >
          <Avatar id={`training-${role}`} name={roleNames[role]} size={28} />
          <span className="min-w-0">
            <b className="block font-medium">{roleNames[role]}</b>
            <span className="block text-sm text-muted">{t.tryIt[role]}</span>
          </span>
        </button>
      ))}
      {isApiError(start.error) && <FailureNotice failure={messages.errors.of(start.error)} />}
    </section>
  )
}
