import { QueryCache, QueryClient } from '@tanstack/react-query'
import { isApiError } from '../api/api-error.ts'

/** @param onSessionEnd  called when a page on screen finds that nobody is signed in any more. */
export function createQueryClient(onSessionEnd: () => void): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      // What the guards of the routes read has no page yet; they lead to the sign-in page themselves.
      onError: (error, query) => {
        if (isApiError(error, 'not_signed_in') && query.isActive()) onSessionEnd()
      },
    }),
    defaultOptions: {
      queries: {
        // The server retries Stream itself; here only the way to our server is tried again.
        retry: (failures, error) => failures < 2 && isApiError(error, 'server_unreachable'),
        networkMode: 'always',
        staleTime: 30_000,
        refetchOnWindowFocus: false,
      },
      mutations: { networkMode: 'always' },
    },
  })
}
