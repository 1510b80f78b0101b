import { type CSSProperties, useState } from 'react'
import { classNames } from './class-names.ts'
import { initialsOf } from './initials.ts'

/** A picture that is in its own address, of at most a few kilobytes. */
const INLINE_PICTURE = /^data:image\/(png|jpeg|gif|webp|svg\+xml)[;,]/
const MAX_PICTURE_LENGTH = 8_000

/**
 * A person's picture, or initials on a colour that comes from the id. A picture that would have to
 * be fetched is never shown: fetching it would tell a stranger's server who looks at whom.
 */
export function Avatar({
  id,
  name,
  image = null,
  size,
}: {
  id: string
  name: string
  image?: string | null
  size: 28 | 44
}) {
  const [isBroken, setIsBroken] = useState(false)
  const picture = !isBroken && isShown(image) ? image : undefined
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
      data-initials={picture ? '' : initialsOf(name || id)}
      className={classNames(
        'avatar-hue inline-grid shrink-0 place-items-center overflow-hidden rounded-full font-semibold select-none',
        !picture && 'before:content-[attr(data-initials)]',
      )}
      style={style}
    >
      {picture && (
        <img
          src={picture}
          alt=""
          width={size}
          height={size}
          onError={() => setIsBroken(true)}
          className="size-full object-cover"
        />
      )}
    </span>
  )
}

function isShown(image: string | null): image is string {
  return image !== null && image.length <= MAX_PICTURE_LENGTH && INLINE_PICTURE.test(image)
}

function hueOf(id: string): number {
  let sum = 7
  for (const character of id) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 360
  return sum
}
