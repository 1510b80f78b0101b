/**
 * Does work under a signal that is aborted when the time is up or with another one. Nothing of it is
 * left when the work is done; AbortSignal.timeout would keep its timer, and all of a busy server's
 * last ten seconds with it.
 */
export async function within<T>(
  ms: number,
  work: (signal: AbortSignal) => Promise<T>,
  outer?: AbortSignal,
): Promise<T> {
  const limit = new AbortController()
  const timer = setTimeout(() => limit.abort(new DOMException('Too late', 'TimeoutError')), ms)
  const end = () => limit.abort(outer?.reason)
  if (outer?.aborted) end()
  outer?.addEventListener('abort', end)
  try {
    return await work(limit.signal)
  } finally {
    clearTimeout(timer)
    outer?.removeEventListener('abort', end)
  }
}
