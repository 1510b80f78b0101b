import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'

/** Goes where the person wanted to, with nothing left of an earlier session. */
export function useEnter(): () => void {
  const client = useQueryClient()
  const router = useRouter()
  return () => {
    client.clear()
    const { to } = router.state.location.search as { to?: string }
    router.history.push(to ?? '/')
  }
}
