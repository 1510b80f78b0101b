import { type ReactElement, cloneElement, useId } from 'react'
import { classNames } from './class-names.ts'

export const controlClass =
  'w-full min-w-0 rounded-md border border-line-strong bg-surface px-2.5 aria-invalid:border-danger'

type ControlProps = {
  id?: string
  'aria-describedby'?: string | undefined
  'aria-invalid'?: true | undefined
}

/** A label above its control, with a hint and an error below; all tied together for screen readers. */
export function Field({
  label,
  hint,
  error,
  children,
  className,
}: {
  label: string
  hint?: string | undefined
  error?: string | undefined
  children: ReactElement<ControlProps>
  className?: string
}) {
  const id = useId()
  const [hintId, errorId] = [`${id}-hint`, `${id}-error`]
  return (
    <div className={classNames('grid gap-1', className)}>
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      {cloneElement(children, {
        id,
        'aria-describedby': error ? errorId : hint ? hintId : undefined,
        'aria-invalid': error ? true : undefined,
      })}
      {error ? (
        <p id={errorId} className="text-xs text-danger">
          {error}
        </p>
      ) : (
        hint && (
          <p id={hintId} className="text-xs text-muted">
            {hint}
          </p>
        )
      )}
    </div>
  )
}
