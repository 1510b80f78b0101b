import { useSyncExternalStore } from 'react'

const TICK_MS = 30_000
let now = Date.now()

function subscribe(onTick: () => void): () => void {
  const timer = setInterval(() => {
    now = Date.now()
    onTick()
  }, TICK_MS)
  return () => clearInterval(timer)
}

/** Epoch milliseconds, renewed every half minute: for times that are shown as "ago". */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now)
}
