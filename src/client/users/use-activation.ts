import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Reason } from '../../contract/reason.ts'
import { deactivateUser, getUser, reactivateUser } from '../../contract/users.ts'
import { call } from '../api/call.ts'
import { keyOf } from '../api/query.ts'
import { messages } from '../messages/messages.ts'
import { announce } from '../ui/announcer.tsx'
import { putUser } from './user-cache.ts'

export type Activation = {
  kind: 'deactivate' | 'reactivate'
  reason: Reason
  /** Deactivating: hide their messages. Reactivating: bring back what was hidden. */
  withMessages: boolean
}

/** Deactivates and reactivates one user, the one it was made for. */
export function useActivation(appId: string, { id, name }: { id: string; name: string | null }) {
  const client = useQueryClient()
  const params = { appId, userId: id }
  return useMutation({
    mutationFn: ({ kind, reason, withMessages }: Activation) =>
      kind === 'deactivate'
        ? call(deactivateUser, { params, body: { reason, markMessagesDeleted: withMessages } })
        : call(reactivateUser, { params, body: { reason, restoreMessages: withMessages } }),
    onSuccess: async ({ user }, { kind }) => {
      putUser(client, user)
      announce(messages.userPanel[kind].done(name ?? id))
      await client.invalidateQueries({ queryKey: keyOf(getUser, { params }) })
    },
  })
}
