import { Popover } from '@base-ui/react/popover'
import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import { messages } from '../messages/messages.ts'
import { Button } from '../ui/button.tsx'
import { controlClass } from '../ui/field.tsx'

const t = messages.users

/** Roles every Stream app has, and the one most apps add first. */
const usual = [
  'user',
  'moderator',
  'admin',
  'guest',
  'global_moderator',
  'global_admin',
  'anonymous',
]

/** The role button with its list of roles; opens as soon as its code is here. */
export function RoleMenu({
  chosen,
  seen,
  onChange,
  className,
}: {
  chosen: string[]
  seen: string[]
  onChange: (roles: string[]) => void
  className: string
}) {
  const [other, setOther] = useState('')
  const roles = [...new Set([...usual, ...seen, ...chosen])]
  const toggle = (role: string, isOn: boolean) =>
    onChange(isOn ? [...chosen, role] : chosen.filter((one) => one !== role))
  return (
    <Popover.Root defaultOpen>
      <Popover.Trigger className={className}>
        {t.role}
        <ChevronDown size={14} />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={4} align="start" className="z-30">
          <Popover.Popup
            aria-label={t.roles}
            className="w-60 rounded-lg border border-line bg-raised p-2 shadow-float outline-none"
          >
            <div className="max-h-72 overflow-y-auto">
              {roles.map((role) => (
                <label
                  key={role}
                  className="flex h-8 cursor-pointer items-center gap-2 rounded-sm px-2 hover:bg-sunk"
                >
                  <input
                    type="checkbox"
                    checked={chosen.includes(role)}
                    onChange={(event) => toggle(role, event.target.checked)}
                  />
                  <span className="truncate">{role}</span>
                </label>
              ))}
            </div>
            <form
              className="mt-1 flex gap-1.5 border-t border-line px-1 pt-2"
              onSubmit={(event) => {
                event.preventDefault()
                const role = other.trim()
                if (role && !chosen.includes(role)) toggle(role, true)
                setOther('')
              }}
            >
              <input
                aria-label={t.otherRole}
                placeholder={t.otherRole}
                maxLength={64}
                value={other}
                onChange={(event) => setOther(event.target.value)}
                className={`h-7 ${controlClass}`}
              />
              <Button size="small" type="submit">
                {t.addRole}
              </Button>
            </form>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
