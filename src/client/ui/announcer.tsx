import { useSyncExternalStore } from 'react'

let text = ''
const listeners = new Set<() => void>()

/** Says something to screen readers without moving the focus. */
export function announce(next: string): void {
  // The same text twice in a row would not be said again.
  text = next === text ? `${next}\u00a0` : next
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The page's one live region. */
export function Announcer() {
  const said = useSyncExternalStore(subscribe, () => text)
  return (
    <p role="status" className="sr-only">
      {said}
    </p>
  )
}
