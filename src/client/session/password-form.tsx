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
import { EmailField, PasswordField } from './account-fields.tsx'
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
  const { errors } = formState
  const attempt = useMutation({
    mutationFn: (body: z.infer<typeof Credentials>) => call(signIn, { body }),
    onSuccess: enter,
  })
  const submit = handleSubmit((body) => attempt.mutate(body))
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="grid gap-4">
      <EmailField registration={register('email')} error={errors.email?.message} />
      <PasswordField registration={register('password')} error={errors.password?.message} />
      {isApiError(attempt.error) && <FailureNotice failure={messages.errors.of(attempt.error)} />}
      <Button look="primary" type="submit" className="justify-center" aria-busy={attempt.isPending}>
        {attempt.isPending ? t.signingIn : t.signIn}
      </Button>
    </form>
  )
}
