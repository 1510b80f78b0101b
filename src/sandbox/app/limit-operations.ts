import type { Operation } from '../http/operation.ts'
import type { RateLimits } from '../http/rate-limits.ts'

const platforms = ['server_side', 'android', 'ios', 'web', 'unity'] as const

/**
 * GET /rate_limits: what is left, per platform asked for (all when none is) and operation (those
 * named in `endpoints`, or all). Only the server calls here, so the others never use theirs.
 */
export function limitOperations(limits: RateLimits, names: () => string[]): Operation[] {
  return [
    {
      name: 'GetRateLimits',
      method: 'GET',
      path: '/rate_limits',
      status: 200,
      run({ query }) {
        const asked = platforms.filter((platform) => query.get(platform) === 'true')
        const only = query.get('endpoints')?.split(',').filter(Boolean) ?? []
        const wanted = only.length > 0 ? names().filter((name) => only.includes(name)) : names()
        const answer = (asked.length > 0 ? asked : platforms).map((platform) => {
          const quotas = wanted.map((name) => [
            name,
            limits.state(name, platform === 'server_side' ? undefined : 'unused'),
          ])
          return `"${platform}":${JSON.stringify(Object.fromEntries(quotas))}`
        })
        return answer.join(',')
      },
    },
  ]
}
