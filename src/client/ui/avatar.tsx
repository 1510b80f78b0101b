import type { CSSProperties } from 'react'
import { initialsOf } from './initials.ts'

/**
 * Initials on a colour that comes from the id. Never the user's own picture: fetching it would tell
 * a stranger's server who looks at whom.
 */
export function Avatar({ id, name, size }: { id: string; name: string; size: 24 | 28 | 44 }) {
  const style = {
    '--hue': hueOf(id),
    width: size,
    height: size,
    fontSize: Math.round(size * 0.38),
  } as CSSProperties
  return (
    <span
      aria-hidden="true"
      // Drawn and not written: letters would count as text of the button they stand in.
      data-initials={initialsOf(name || id)}
      className="avatar-hue inline-grid shrink-0 place-items-center rounded-full font-semibold select-none before:content-[attr(data-initials)]"
      style={style}
    />
  )
}

function hueOf(id: string): number {
  let sum = 7
  for (const character of id) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 360
  return sum
}
