import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { appEvents } from '../../contract/app-events.ts'
import { getUser } from '../../contract/users.ts'
import { listen } from '../api/events.ts'
import { refreshUser } from './user-cache.ts'

/** Shows what colleagues change: an event says whom to read again. */
export function useUserEvents(appId: string): void {
  const client = useQueryClient()
  useEffect(
    () =>
      listen(
        appEvents,
        { params: { appId } },
        ({ userId }) => void refreshUser(client, appId, userId).catch(() => undefined),
        () => void client.invalidateQueries({ queryKey: [getUser.name] }),
      ),
    [client, appId],
  )
}
