import { messages } from '../messages/messages.ts'

/** The frame both the panel and its stand-in have, so that nothing moves between the two. */
export const panelClass =
  'flex min-h-0 min-w-0 flex-col bg-surface max-wide:flex-1 wide:w-[380px] wide:shrink-0 wide:border-s wide:border-line roomy:w-[440px]'

/** The panel's place while its code is on its way. */
export function PanelSkeleton() {
  return (
    <aside aria-label={messages.userPanel.region} aria-busy="true" className={panelClass}>
      <p className="sr-only">{messages.userPanel.loading}</p>
      <div className="h-[52px]" />
      <PersonSkeleton />
    </aside>
  )
}

/** The shape of a person who is still on the way. */
export function PersonSkeleton() {
  return (
    <div className="grid gap-3 px-5 pt-1" aria-busy="true">
      <div className="flex items-center gap-3">
        <div className="skeleton size-11 rounded-full" />
        <div className="grid flex-1 gap-1.5">
          <div className="skeleton h-4 w-1/2" />
          <div className="skeleton h-3 w-1/3" />
        </div>
      </div>
      <div className="skeleton h-14" />
      <div className="skeleton h-64" />
    </div>
  )
}
