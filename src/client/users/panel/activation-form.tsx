import { zodResolver } from '@hookform/resolvers/zod'
import { type KeyboardEvent, useRef } from 'react'
import { useForm } from 'react-hook-form'
import * as z from 'zod/mini'
import type { ReasonPreset } from '../../../contract/reason.ts'
import type { User } from '../../../contract/users.ts'
import { isApiError } from '../../api/api-error.ts'
import { messages } from '../../messages/messages.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FailureNotice } from '../../ui/failure.tsx'
import { controlClass, Field } from '../../ui/field.tsx'
import { type Activation, useActivation } from '../use-activation.ts'

const t = messages.userPanel

const presets = {
  deactivate: ['spam', 'abuse', 'impersonation', 'inactive', 'user-request', 'other'],
  reactivate: ['user-request', 'mistake', 'other'],
} as const satisfies Record<Activation['kind'], readonly ReasonPreset[]>

/** As on screen: no reason is chosen at first. */
const ActivationFields = z
  .object({
    preset: z.string().check(z.minLength(1, t.reasonMissing)),
    text: z.string().check(z.trim(), z.maxLength(500, t.tooLong)),
    withMessages: z.boolean(),
  })
  .check(
    z.refine(({ preset, text }) => preset !== 'other' || text !== '', {
      path: ['text'],
      error: t.sayWhy,
    }),
  )

type ActivationFormProps = {
  appId: string
  user: User
  kind: Activation['kind']
  onClose: () => void
  onDone: (activation: Activation) => void
}

/** Says what will happen to whom, asks why, and does it. What was typed survives a failure. */
export function ActivationForm({ appId, user, kind, onClose, onDone }: ActivationFormProps) {
  const reasonRef = useRef<HTMLSelectElement>(null)
  const activation = useActivation(appId, user)
  const { register, handleSubmit, watch, formState } = useForm({
    resolver: zodResolver(ActivationFields),
    defaultValues: { preset: '', text: '', withMessages: false },
  })
  const { errors } = formState
  const name = user.name ?? user.id
  const words = t[kind]
  const [preset, withMessages] = watch(['preset', 'withMessages'])
  const reason = register('preset')

  const submit = handleSubmit((fields) => {
    if (activation.isPending) return
    const chosen = { preset: fields.preset as ReasonPreset, text: fields.text }
    const wanted: Activation = { kind, reason: chosen, withMessages: fields.withMessages }
    activation.mutate(wanted, { onSuccess: () => onDone(wanted) })
  })

  return (
    <Dialog
      title={words.title(name)}
      subtitle={<code className="font-mono text-xs text-muted wrap-anywhere">{user.id}</code>}
      onClose={onClose}
      initialFocus={reasonRef}
    >
      <form
        noValidate
        onSubmit={(event) => void submit(event)}
        onKeyDown={(event: KeyboardEvent) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void submit()
        }}
        className="grid gap-4 px-5 pt-3 pb-5"
      >
        <p className="rounded-md bg-sunk px-3 py-2.5 text-sm">
          {withMessages ? words.effectWithMessages : words.effect}
        </p>
        <Field label={t.reason} error={errors.preset?.message}>
          <select
            {...reason}
            ref={(element) => {
              reason.ref(element)
              reasonRef.current = element
            }}
            className={`h-8 ${controlClass}`}
          >
            <option value="" disabled>
              {t.chooseReason}
            </option>
            {presets[kind].map((value) => (
              <option key={value} value={value}>
                {t.reasons[value]}
              </option>
            ))}
          </select>
        </Field>
        <Field
          label={preset === 'other' ? t.details : t.detailsOptional}
          hint={t.detailsHint}
          error={errors.text?.message}
        >
          <textarea {...register('text')} rows={2} className={`py-1.5 ${controlClass}`} />
        </Field>
        <label className="flex items-center gap-2">
          <input type="checkbox" {...register('withMessages')} />
          {words.messages}
        </label>
        {activation.error && <Failure error={activation.error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{messages.app.cancel}</Button>
          <Button look="primary" type="submit" aria-busy={activation.isPending}>
            {activation.isPending ? words.submitting : words.submit(name)}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

function Failure({ error }: { error: Error }) {
  if (!isApiError(error)) return undefined
  return (
    <FailureNotice
      failure={messages.errors.of(error)}
      action={
        error.code === 'not_signed_in' && (
          <a href="/sign-in" target="_blank" rel="noreferrer" className="font-medium underline">
            {messages.errors.signInAgain}
          </a>
        )
      }
    />
  )
}
