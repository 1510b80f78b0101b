import { Search, X } from 'lucide-react'
import { type RefObject, useEffect, useState } from 'react'
import { messages } from '../messages/messages.ts'
import { IconButton } from '../ui/button.tsx'
import { Kbd } from '../ui/kbd.tsx'

const t = messages.users
/** Long enough that a word is typed in one go, short enough to feel live. */
const PAUSE_MS = 250

/** Free text. What is typed goes to the address after a short pause, or at once with Enter. */
export function SearchBox({
  search,
  onSearch,
  inputRef,
}: {
  search: string
  onSearch: (text: string) => void
  inputRef: RefObject<HTMLInputElement | null>
}) {
  const [typed, setTyped] = useState(search)
  const [shown, setShown] = useState(search)
  // The address changed by other means (Back, a link): it wins over what stands in the box.
  if (shown !== search) {
    setShown(search)
    if (search !== typed.trim()) setTyped(search)
  }
  useEffect(() => {
    if (typed.trim() === search) return undefined
    const timer = setTimeout(() => onSearch(typed.trim()), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [typed, search, onSearch])

  return (
    <div className="flex h-8 items-center gap-2 max-wide:w-0 max-wide:min-w-40 max-wide:flex-1 rounded-md border border-line-strong bg-surface ps-2.5 pe-1 focus-within:outline-2 focus-within:outline-offset-1 focus-within:outline-focus wide:w-[264px]">
      <Search size={14} aria-hidden="true" className="shrink-0 text-faint" />
      <input
        ref={inputRef}
        type="search"
        aria-label={t.searchLabel}
        placeholder={t.searchPlaceholder}
        maxLength={500}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onSearch(typed.trim())
          if (event.key === 'Escape') {
            event.preventDefault()
            if (typed) setTyped('')
            else event.currentTarget.blur()
          }
        }}
        className="h-full min-w-0 flex-1 bg-transparent outline-none"
      />
      {typed ? (
        <IconButton label={t.clearSearch} className="size-6!" onClick={() => setTyped('')}>
          <X size={14} />
        </IconButton>
      ) : (
        <span className="pe-1 text-faint">
          <Kbd>/</Kbd>
        </span>
      )}
    </div>
  )
}
