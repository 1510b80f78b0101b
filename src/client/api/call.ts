import { type Endpoint, type Input, type Output, urlFor } from '../../contract/endpoint.ts'
import { ApiError, errorIn } from './api-error.ts'

/** A form can't set it, so the server knows that this page asks and no other. */
const ourHeader = { 'x-steward': '1' } as const

/**
 * Calls one endpoint and checks the answer against the contract.
 *
 * @throws {ApiError} for every failure; an aborted call rejects with the signal's reason.
 */
export async function call<E extends Endpoint>(
  endpoint: E,
  input: Input<E>,
  signal?: AbortSignal,
): Promise<Output<E>> {
  const response = await reach(endpoint, input, signal)
  const body: unknown = await response.json().catch(() => undefined)
  if (!response.ok) throw errorIn(response.status, body)
  const parsed = endpoint.response.safeParse(body)
  if (!parsed.success) throw new ApiError('unreadable_answer', parsed.error.message)
  return parsed.data as Output<E>
}

/** Sends the request and gives whatever answer comes, without reading it. */
export async function reach<E extends Endpoint>(
  endpoint: E,
  input: Input<E>,
  signal?: AbortSignal,
): Promise<Response> {
  const { body } = input as { body?: unknown }
  try {
    return await fetch(urlFor(endpoint, input), {
      method: endpoint.method,
      headers: { ...ourHeader, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    })
  } catch (error) {
    signal?.throwIfAborted()
    const code = navigator.onLine ? 'server_unreachable' : 'offline'
    throw new ApiError(code, error instanceof Error ? error.message : 'No answer')
  }
}
