import { queryOptions } from '@tanstack/react-query'
import type { Endpoint, Input } from '../../contract/endpoint.ts'
import { call } from './call.ts'

/** Query options for one endpoint. The key is `[endpoint.name, input]`, so nobody invents keys. */
export function query<E extends Endpoint>(endpoint: E, input: Input<E>) {
  return queryOptions({
    queryKey: keyOf(endpoint, input),
    queryFn: ({ signal }) => call(endpoint, input, signal),
  })
}

export function keyOf<E extends Endpoint>(endpoint: E, input: Input<E>) {
  return [endpoint.name, input] as const
}
