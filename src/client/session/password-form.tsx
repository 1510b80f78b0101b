import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import * as z from 'zod/mini'
import { signIn } from '../../contract/session.ts'
import { isApiError } from '../api/api-error.ts'
import { call } from '../api/call.ts'
import { messages } from '../messages/messages.ts'
import { Button } from '../ui/button.tsx'
import { FailureNotice } from '../ui/failure.tsx'
import { controlClass, Field } from '../ui/field.tsx'
import { useEnter } from './use-enter.ts'

const t = messages.session

const Credentials = z.object({
  email: z.email(t.emailWrong),
  password: z.string().check(z.minLength(1, t.passwordMissing)),
})

export function PasswordForm() {
  const enter = useEnter()
  const { register, handleSubmit, formState } = useForm({
    resolver: zodResolver(Credentials),
    defaultValues: { email: '', password: '' },
  })
  const attempt = useMutation({
    mutationFn: (body: z.infer<typeof Credentials>) => call(signIn, { body }),
    onSuccess: enter,
  })
  const submit = handleSubmit((body) => attempt.mutate(body))
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="grid gap-4">
      <Field label={t.email} error={formState.errors.email?.message}>
        <input
          {...register('email')}
          type="email"
          autoComplete="username"
          className={`h-9 ${controlClass}`}
        />
      </Field>
      <Field label={t.password} error={formState.errors.password?.message}>
        <input
          {...register('password')}
          type="password"
          autoComplete="current-password"
          className={`h-9 ${controlClass}`}
        />
      </Field>
      {isApiError(attempt.error) && <FailureNotice failure={messages.errors.of(attempt.error)} />}
      <Button look="primary" type="submit" className="justify-center" aria-busy={attempt.isPending}>
        {attempt.isPending ? t.signingIn : t.signIn}
      </Button>
    </form>
  )
}
