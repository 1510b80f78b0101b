import { type RefObject, useEffect, useRef } from 'react'

/** Brings the current row on screen and gives it the focus, once it is in the page. */
export function useFocusOn(
  scroller: RefObject<HTMLDivElement | null>,
  current: number,
  scrollTo: (index: number) => void,
): void {
  const scroll = useRef(scrollTo)
  useEffect(() => {
    scroll.current = scrollTo
  })
  useEffect(() => {
    const find = () => scroller.current?.querySelector<HTMLElement>(`tr[data-index="${current}"]`)
    if (current < 0 || find()?.contains(document.activeElement)) return undefined
    scroll.current(current)
    const frame = requestAnimationFrame(() => find()?.focus({ preventScroll: true }))
    return () => cancelAnimationFrame(frame)
  }, [scroller, current])
}
