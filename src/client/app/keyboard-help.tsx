import { messages } from '../messages/messages.ts'
import { Dialog } from '../ui/dialog.tsx'
import { useSingleKeys } from '../ui/shortcuts.ts'

const t = messages.app

const keys = [
  ['J', t.shortcuts.next],
  ['K', t.shortcuts.previous],
  ['Enter', t.shortcuts.open],
  ['Esc', t.shortcuts.close],
  ['/', t.shortcuts.search],
  ['D', t.shortcuts.deactivate],
  ['R', t.shortcuts.refresh],
  ['Ctrl+Enter', t.shortcuts.confirm],
  ['?', t.shortcuts.help],
] as const

/** Every key, and the switch for those that are a single letter. */
export function KeyboardHelp({ onClose }: { onClose: () => void }) {
  const [isOn, setIsOn] = useSingleKeys()
  return (
    <Dialog title={t.keyboard} onClose={onClose}>
      <div className="px-5 pt-1 pb-5">
        <p className="pb-2 text-sm text-muted">{t.keyboardHint}</p>
        <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-1.5">
          {keys.map(([key, action]) => (
            <div key={key} className="col-span-2 grid grid-cols-subgrid">
              <dt>
                <kbd className="inline-block min-w-6 rounded-sm border border-line-strong bg-sunk px-1.5 text-center font-sans text-xs leading-5">
                  {key}
                </kbd>
              </dt>
              <dd>{action}</dd>
            </div>
          ))}
        </dl>
        <label className="mt-4 flex items-center gap-2 border-t border-line pt-3">
          <input
            type="checkbox"
            checked={isOn}
            onChange={(event) => setIsOn(event.target.checked)}
          />
          {t.singleKeys}
        </label>
      </div>
    </Dialog>
  )
}
