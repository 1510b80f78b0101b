import { Menu } from '@base-ui/react/menu'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { LogOut } from 'lucide-react'
import type { ReactNode } from 'react'
import { type Operator, signOut } from '../../contract/session.ts'
import { call } from '../api/call.ts'
import { messages } from '../messages/messages.ts'

const t = messages.app

/** Who is signed in, and the way out; opens as soon as its code is here. */
export function AccountMenu({ operator, children }: { operator: Operator; children: ReactNode }) {
  const navigate = useNavigate()
  const leave = useMutation({
    mutationFn: () => call(signOut, {}),
    // Gone or not: nothing of this session stays in the page.
    onSettled: async (_, __, ___, ____, { client }) => {
      await navigate({ to: '/sign-in' })
      client.clear()
    },
  })
  return (
    <Menu.Root defaultOpen>
      <Menu.Trigger aria-label={t.account(operator.name)} className="rounded-full">
        {children}
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={6} align="end" className="z-30">
          <Menu.Popup className="min-w-48 rounded-lg border border-line bg-raised p-1 shadow-float outline-none">
            <Menu.Group>
              <Menu.GroupLabel className="border-b border-line px-3 py-2 text-sm text-muted">
                {t.signedInAs(operator.name, operator.role)}
              </Menu.GroupLabel>
              <Menu.Item
                onClick={() => leave.mutate()}
                className="mt-1 flex h-8 items-center gap-2 rounded-sm px-3 outline-none data-highlighted:bg-sunk"
              >
                <LogOut size={14} aria-hidden="true" />
                {t.signOut}
              </Menu.Item>
            </Menu.Group>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}
