import type { UseFormRegisterReturn } from 'react-hook-form'
import { messages } from '../messages/messages.ts'
import { controlClass, Field } from '../ui/field.tsx'

const t = messages.session

type AccountFieldProps = { registration: UseFormRegisterReturn; error: string | undefined }

export function EmailField({ registration, error }: AccountFieldProps) {
  return (
    <Field label={t.email} error={error}>
      <input
        {...registration}
        type="email"
        autoComplete="username"
        className={`h-9 ${controlClass}`}
      />
    </Field>
  )
}

/** @param isNew  it is being chosen, so password managers offer one and the rule is said. */
export function PasswordField({
  registration,
  error,
  isNew = false,
}: AccountFieldProps & { isNew?: boolean }) {
  return (
    <Field label={t.password} hint={isNew ? t.passwordHint : undefined} error={error}>
      <input
        {...registration}
        type="password"
        autoComplete={isNew ? 'new-password' : 'current-password'}
        className={`h-9 ${controlClass}`}
      />
    </Field>
  )
}
