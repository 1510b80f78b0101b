import type { Operation } from '../http/operation.ts'
import { nanosText } from '../time.ts'

const SINCE = 1_672_531_200_000_000

/** The push providers of the made-up app: a fixed list, without anybody's credentials. */
export function pushProviderOperations(): Operation[] {
  const providers = [
    { name: 'apn-production', type: 'apn' },
    { name: 'firebase-main', type: 'firebase' },
  ].map((provider) => {
    const members = JSON.stringify({ ...provider, description: '' })
    const at = nanosText(SINCE)
    return `${members.slice(0, -1)},"created_at":${at},"updated_at":${at}}`
  })
  return [
    {
      name: 'ListPushProviders',
      method: 'GET',
      path: '/push_providers',
      status: 200,
      run: () => `"push_providers":[${providers.join(',')}]`,
    },
  ]
}
