import { useRouteContext } from '@tanstack/react-router'
import { Power, PowerOff } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { can, type Role, rolesWith } from '../../../contract/rights.ts'
import { safetyReasons } from '../../../contract/reason.ts'
import type { User, UserDeactivation } from '../../../contract/users.ts'
import { messages } from '../../messages/messages.ts'
import { Button } from '../../ui/button.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { useShortcuts } from '../../ui/shortcuts.ts'
import type { Activation } from '../use-activation.ts'

const t = messages.userPanel
const ActivationForm = lazy(() =>
  import('./activation-form.tsx').then((file) => ({ default: file.ActivationForm })),
)

type PanelActionsProps = {
  appId: string
  user: User
  deactivation: UserDeactivation | null
  /** Called with the way back of what was done. */
  onDone: (wayBack: Activation | undefined) => void
}

/** What can be done to the open user. What the role can't do stays visible, with whom to ask. */
export function PanelActions({ appId, user, deactivation, onDone }: PanelActionsProps) {
  const { operator } = useRouteContext({ from: '/apps/$appId' })
  const [open, setOpen] = useState<Activation['kind']>()
  const kind = user.deactivatedAt ? 'reactivate' : 'deactivate'
  const refusal = refusalOf(kind, operator.role, deactivation)
  useShortcuts({ d: () => (refusal ? undefined : setOpen(kind)) })

  return (
    <footer className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-t border-line px-5 py-3">
      <Button disabledBecause={refusal} onClick={() => setOpen(kind)}>
        {kind === 'deactivate' ? <PowerOff size={14} /> : <Power size={14} />}
        {t[kind].action}
        <Kbd>D</Kbd>
      </Button>
      {refusal && (
        <span aria-hidden="true" className="min-w-0 flex-1 text-xs text-muted">
          {refusal}
        </span>
      )}
      {open && (
        <Suspense>
          <ActivationForm
            appId={appId}
            user={user}
            kind={open}
            onClose={() => setOpen(undefined)}
            onDone={(done) => {
              setOpen(undefined)
              onDone(wayBackOf(done, operator.role, deactivation))
            }}
          />
        </Suspense>
      )}
    </footer>
  )
}

/** Why a role may not do this to this user; undefined when it may. */
function refusalOf(
  kind: Activation['kind'],
  role: Role,
  deactivation: UserDeactivation | null,
): string | undefined {
  const right = kind === 'deactivate' ? 'user.deactivate' : 'user.reactivate'
  if (!can(role, right)) return messages.errors.onlyRoles(rolesWith(right))
  const isForSafety = deactivation && safetyReasons.includes(deactivation.reason.preset)
  if (kind === 'reactivate' && isForSafety && role === 'support') {
    return messages.errors.onlyRolesLift(rolesWith('user.deactivate'))
  }
  return undefined
}

/** The way back of what was done; undefined where this role may not go it, as support can't deactivate. */
function wayBackOf(
  done: Activation,
  role: Role,
  deactivation: UserDeactivation | null,
): Activation | undefined {
  const kind = done.kind === 'deactivate' ? 'reactivate' : 'deactivate'
  if (refusalOf(kind, role, deactivation) !== undefined) return undefined
  // Back to deactivated with the reason they had: a safety reason must not get lost by an undo.
  const reason = (kind === 'deactivate' && deactivation?.reason) || { preset: 'undo', text: '' }
  return { kind, reason, withMessages: done.withMessages }
}
