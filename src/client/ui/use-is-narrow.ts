import { useSyncExternalStore } from 'react'

/** The same border as the `wide` breakpoint in styles.css. */
const narrow = globalThis.matchMedia('(max-width: 899.98px)')

function subscribe(listener: () => void): () => void {
  narrow.addEventListener('change', listener)
  return () => narrow.removeEventListener('change', listener)
}

/** Whether the list shows cards and the panel is a page. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => narrow.matches)
}
