import { createHmac } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'

const TIMEOUT_MS = 6_000
const TOTAL_MS = 15_000
const PAUSE_MS = 300
const MAX_ATTEMPTS = 3
const MAX_NETWORK_ERRORS = 2

export type Delivery = {
  url: string
  body: string
  /** The same over all attempts, so that the receiver can tell one it has had. */
  id: string
  key: string
  secret: string
  signal: AbortSignal
}

/**
 * Posts one event and tries again as Stream does: three times on 408, 429, 500 and above and on
 * timeouts, twice when there is no connection; 15 seconds over all. Gives up silently: a webhook is
 * a hint, not a promise.
 */
export async function deliver(delivery: Delivery): Promise<void> {
  const startedAt = performance.now()
  let networkErrors = 0
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    const outcome = await post(delivery, attempt)
    if (outcome === 'network error') networkErrors++
    if (outcome === 'done' || networkErrors >= MAX_NETWORK_ERRORS) return
    if (performance.now() - startedAt > TOTAL_MS) return
    await sleep(PAUSE_MS * attempt, undefined, { signal: delivery.signal }).catch(() => undefined)
    if (delivery.signal.aborted) return
  }
}

async function post({ url, body, id, key, secret, signal }: Delivery, attempt: number) {
  try {
    const response = await fetch(url, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json',
        'x-signature': createHmac('sha256', secret).update(body).digest('hex'),
        'x-webhook-id': id,
        'x-webhook-attempt': String(attempt),
        'x-api-key': key,
      },
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    })
    await response.body?.cancel()
    const { status } = response
    return status === 408 || status === 429 || status >= 500 ? 'again' : 'done'
  } catch (error) {
    return error instanceof Error && error.name === 'TimeoutError' ? 'again' : 'network error'
  }
}
