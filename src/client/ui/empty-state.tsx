import type { ReactNode } from 'react'

/** Fills the place of a list that has nothing to show: what, why, and one way on. */
export function EmptyState({
  icon,
  title,
  text,
  role,
  children,
}: {
  icon: ReactNode
  title: string
  text: ReactNode
  role?: 'alert' | 'status'
  children?: ReactNode
}) {
  return (
    <div className="grid min-h-0 flex-1 place-content-center overflow-y-auto border-t border-line p-6">
      <div role={role} className="grid max-w-md justify-items-center gap-1.5 text-center">
        <span className="mb-1 grid size-10 place-items-center rounded-full bg-sunk text-muted">
          {icon}
        </span>
        <h2 className="text-lg font-semibold">{title}</h2>
        <p className="text-balance text-muted wrap-anywhere">{text}</p>
        {children && <div className="mt-2 flex gap-2">{children}</div>}
      </div>
    </div>
  )
}
