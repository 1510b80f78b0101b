import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

const tones = {
  ok: 'bg-ok-soft [&>svg]:text-ok',
  info: 'bg-info-soft [&>svg]:text-info',
  warn: 'bg-warn-soft [&>svg]:text-warn',
  danger: 'bg-danger-soft [&>svg]:text-danger',
} as const

/** A message in its place on the page: a picture, a text, maybe one action. */
export function Notice({
  tone,
  icon,
  role,
  children,
  className,
}: {
  tone: keyof typeof tones
  icon: ReactNode
  role?: 'alert' | 'status'
  children: ReactNode
  className?: string
}) {
  return (
    <div
      role={role}
      className={classNames(
        'flex items-start gap-2 rounded-lg px-3 py-2.5 text-sm [&>svg]:mt-0.5 [&>svg]:size-4 [&>svg]:shrink-0',
        tones[tone],
        className,
      )}
    >
      {icon}
      <div className="min-w-0 flex-1">{children}</div>
    </div>
  )
}
