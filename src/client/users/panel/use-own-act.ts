import { useState } from 'react'
import type { User } from '../../../contract/users.ts'
import { isApiError } from '../../api/api-error.ts'
import { messages } from '../../messages/messages.ts'
import type { FailureText } from '../../ui/failure.tsx'
import { type Activation, useActivation } from '../use-activation.ts'

export type Undo = { run: () => void; isRunning: boolean; failure: FailureText | undefined }

/**
 * What this operator did to the open user, and the way back: offered for as long as the panel shows
 * them, no race against a clock.
 */
export function useOwnAct(appId: string, user: User | undefined) {
  const [wayBack, setWayBack] = useState<Activation>()
  const undo = useActivation(appId, user ?? nobody)
  // A colleague was faster: there is nothing to take back any more.
  const isStillSo = (user?.deactivatedAt !== null) === (wayBack?.kind === 'reactivate')
  return {
    remember: setWayBack,
    undo:
      wayBack && isStillSo
        ? {
            run: () => undo.mutate(wayBack, { onSuccess: () => setWayBack(undefined) }),
            isRunning: undo.isPending,
            failure: isApiError(undo.error) ? messages.errors.of(undo.error) : undefined,
          }
        : undefined,
  }
}

const nobody = { id: '', name: null } as const
