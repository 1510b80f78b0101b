import type { ReactNode } from 'react'

/** A short word in a box, such as a team. */
export function Tag({ children }: { children: ReactNode }) {
  return (
    <span className="inline-block max-w-40 truncate rounded-sm border border-line bg-sunk px-1.5 align-middle text-xs leading-[18px]">
      <bdi>{children}</bdi>
    </span>
  )
}
