import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation } from '@tanstack/react-query'
import { TriangleAlert } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useForm } from 'react-hook-form'
import * as z from 'zod/mini'
import { claimOwnerLink } from '../../contract/session.ts'
import { isApiError } from '../api/api-error.ts'
import { call } from '../api/call.ts'
import { messages } from '../messages/messages.ts'
import { Button } from '../ui/button.tsx'
import { FailureNotice } from '../ui/failure.tsx'
import { controlClass, Field } from '../ui/field.tsx'
import { Notice } from '../ui/notice.tsx'
import { EmailField, PasswordField } from './account-fields.tsx'
import { EntryPage } from './entry-page.tsx'
import { useEnter } from './use-enter.ts'

const t = messages.session

const NewOwner = z.object({
  name: z.string().check(z.trim(), z.minLength(1, t.nameMissing), z.maxLength(100)),
  email: z.email(t.emailWrong),
  password: z.string().check(z.minLength(15, t.passwordShort), z.maxLength(256)),
})

/** Behind the one-time link: whoever has it becomes the owner. */
export function ClaimPage() {
  const [token] = useState(() => location.hash.slice(1))
  // Out of the address bar and the history, so that nobody reads it over a shoulder.
  useEffect(() => history.replaceState(history.state, '', location.pathname), [])
  return (
    <EntryPage title={t.claimTitle}>
      {token ? (
        <>
          <p className="text-muted">{t.claimText}</p>
          <ClaimForm token={token} />
        </>
      ) : (
        <Notice tone="warn" icon={<TriangleAlert />}>
          {t.noToken}
        </Notice>
      )}
    </EntryPage>
  )
}

function ClaimForm({ token }: { token: string }) {
  const enter = useEnter()
  const { register, handleSubmit, formState } = useForm({
    resolver: zodResolver(NewOwner),
    defaultValues: { name: '', email: '', password: '' },
  })
  const { errors } = formState
  const claim = useMutation({
    mutationFn: (owner: z.infer<typeof NewOwner>) =>
      call(claimOwnerLink, { body: { ...owner, token } }),
    onSuccess: enter,
  })
  const submit = handleSubmit((owner) => claim.mutate(owner))
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="grid gap-4">
      <Field label={t.name} error={errors.name?.message}>
        <input {...register('name')} autoComplete="name" className={`h-9 ${controlClass}`} />
      </Field>
      <EmailField registration={register('email')} error={errors.email?.message} />
      <PasswordField registration={register('password')} error={errors.password?.message} isNew />
      {isApiError(claim.error) && <FailureNotice failure={messages.errors.of(claim.error)} />}
      <Button look="primary" type="submit" className="justify-center" aria-busy={claim.isPending}>
        {claim.isPending ? t.claiming : t.claim}
      </Button>
    </form>
  )
}
