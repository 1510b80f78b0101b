import { type ComponentProps, type ReactNode, useId } from 'react'
import { classNames } from './class-names.ts'

const looks = {
  plain: 'border-line-strong bg-surface hover:bg-sunk',
  primary: 'border-transparent bg-accent text-on-accent hover:brightness-110',
  danger: 'border-transparent bg-danger text-on-accent hover:brightness-110',
  quiet: 'border-transparent text-muted hover:bg-sunk hover:text-text',
  link: 'border-transparent text-accent hover:underline',
} as const

const sizes = {
  normal: 'h-8 gap-1.5 px-3',
  small: 'h-7 gap-1 px-2 text-sm',
  icon: 'size-8 justify-center',
  inline: 'h-6 gap-1 px-1 text-sm',
} as const

type ButtonProps = ComponentProps<'button'> & {
  look?: keyof typeof looks
  size?: keyof typeof sizes
  /** Why it can't be used now. It stays reachable, so that everybody can learn the reason. */
  disabledBecause?: string | undefined
  children: ReactNode
}

export function buttonClass(
  look: keyof typeof looks = 'plain',
  size: keyof typeof sizes = 'normal',
): string {
  return classNames(
    'inline-flex shrink-0 items-center rounded-md border font-medium whitespace-nowrap',
    'disabled:opacity-55 aria-disabled:opacity-55 aria-disabled:cursor-not-allowed',
    sizes[size],
    looks[look],
  )
}

export function Button({
  look = 'plain',
  size = 'normal',
  disabledBecause,
  className,
  children,
  ...props
}: ButtonProps) {
  const reasonId = useId()
  const refusal = disabledBecause && {
    'aria-disabled': true,
    'aria-describedby': reasonId,
    title: disabledBecause,
    onClick: undefined,
  }
  return (
    <>
      <button
        type="button"
        className={classNames(buttonClass(look, size), className)}
        {...props}
        {...refusal}
      >
        {children}
      </button>
      {disabledBecause && (
        <span id={reasonId} className="sr-only">
          {disabledBecause}
        </span>
      )}
    </>
  )
}

/** A button that is only a picture: its label is said and shown on hover. */
export function IconButton({
  label,
  className,
  ...props
}: Omit<ButtonProps, 'look' | 'size'> & { label: string }) {
  return (
    <Button
      look="quiet"
      size="icon"
      aria-label={label}
      title={label}
      {...(className && { className })}
      {...props}
    />
  )
}
