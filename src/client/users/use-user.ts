import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getUser } from '../../contract/users.ts'
import { query } from '../api/query.ts'
import { loadedUser } from './user-cache.ts'

/** One user: at once as the list has them, then as Stream has them now. */
export function useUser(appId: string, userId: string) {
  const client = useQueryClient()
  return useQuery({
    ...query(getUser, { params: { appId, userId } }),
    staleTime: 0,
    refetchOnWindowFocus: true,
    placeholderData: () => {
      const user = loadedUser(client, userId)
      return user && { user, deactivation: null }
    },
  })
}
