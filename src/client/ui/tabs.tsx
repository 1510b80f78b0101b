import { Tabs as Base } from '@base-ui/react/tabs'
import type { ReactNode } from 'react'

export type TabItem<T extends string> = {
  value: T
  label: string
  /** How many things are inside; shown beside the label. */
  count?: number
  content: ReactNode
}

/** Pages of one thing, one of them open. */
export function Tabs<T extends string>({
  items,
  open,
  onOpen,
}: {
  items: readonly TabItem<T>[]
  open: T
  onOpen: (value: T) => void
}) {
  return (
    <Base.Root value={open} onValueChange={(value: T) => onOpen(value)}>
      <Base.List className="sticky top-0 z-10 -mx-1 flex gap-1 overflow-x-auto border-b border-line bg-surface px-1">
        {items.map(({ value, label, count }) => (
          <Base.Tab
            key={value}
            value={value}
            className="flex h-9 shrink-0 items-center gap-1 px-1.5 text-sm font-medium text-muted outline-offset-[-2px] hover:text-text data-active:text-text data-active:shadow-[inset_0_-2px_var(--color-accent)]"
          >
            {label}
            {count !== undefined && <span className="text-2xs text-faint">{count}</span>}
          </Base.Tab>
        ))}
      </Base.List>
      {items.map(({ value, content }) => (
        <Base.Panel key={value} value={value} className="py-3 outline-offset-2">
          {content}
        </Base.Panel>
      ))}
    </Base.Root>
  )
}
