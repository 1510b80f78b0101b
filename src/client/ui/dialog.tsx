import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { messages } from '../messages/messages.ts'
import { buttonClass } from './button.tsx'

/** A modal window. Load the file that uses it only when it is first needed. */
export function Dialog({
  title,
  subtitle,
  onClose,
  initialFocus,
  children,
}: {
  title: string
  subtitle?: ReactNode
  onClose: () => void
  initialFocus?: React.RefObject<HTMLElement | null>
  children: ReactNode
}) {
  return (
    <Base.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-[oklch(0.2_0.02_235/0.4)]" />
        <Base.Viewport className="fixed inset-0 z-50 grid place-items-end overflow-y-auto wide:place-items-center wide:p-4">
          <Base.Popup
            {...(initialFocus && { initialFocus })}
            className="w-full rounded-t-lg border border-line bg-raised shadow-float outline-none wide:max-w-[520px] wide:rounded-lg"
          >
            <header className="flex items-start gap-3 px-5 pt-4">
              <div className="min-w-0 flex-1">
                <Base.Title className="text-lg font-semibold text-balance wrap-anywhere">
                  {title}
                </Base.Title>
                {subtitle}
              </div>
              <Base.Close aria-label={messages.app.close} className={buttonClass('quiet', 'icon')}>
                <X size={16} />
              </Base.Close>
            </header>
            {children}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  )
}
