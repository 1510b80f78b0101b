import type * as z from 'zod/mini'
import type { AuditAction } from './audit.ts'
import type { Right } from './rights.ts'

/** `public` and `signed-in` must be written out, so that forgetting a right never opens a route. */
type Access = 'public' | 'signed-in' | Right

/**
 * How an endpoint talks.
 * `json`: one answer. `events`: a stream of server-sent events, each checked against `response`.
 * `download`: a file. `upload`: a file as the body.
 */
type Kind = 'json' | 'events' | 'download' | 'upload'

type Common = {
  /** Unique; it also starts the client's query key. */
  name: string
  /** Path with `:param` segments, starting with `/api/`. */
  path: `/api/${string}`
  right: Access
  kind: Kind
  params?: z.ZodMiniObject
  query?: z.ZodMiniObject
  response: z.ZodMiniType
}

type Read = Common & { method: 'GET'; body?: never; audit?: never }

/** A method other than GET says what is written to the audit log, or that it only reads. */
type Write = Common & {
  method: 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  body?: z.ZodMiniObject
  audit: AuditAction | 'reads-only'
}

export type Endpoint = Read | Write

/** Declares one endpoint for both sides; the server mounts it, the client calls it. */
export function defineEndpoint<const E extends Endpoint>(endpoint: E): E {
  return endpoint
}

type Part = 'params' | 'query' | 'body'
type Present<E, P extends Part> = P extends keyof E
  ? E[P] extends z.ZodMiniType
    ? P
    : never
  : never

/** What a caller gives: `{ params, query, body }`, each only where the endpoint declares it. */
export type Input<E extends Endpoint> = {
  [P in Part as Present<E, P>]: E[P] extends z.ZodMiniType ? z.input<E[P]> : never
}

/** What a handler gets: the same after parsing, defaults filled in. */
export type Parsed<E extends Endpoint> = {
  [P in Part as Present<E, P>]: E[P] extends z.ZodMiniType ? z.output<E[P]> : never
}

export type Output<E extends Endpoint> = z.output<E['response']>

/** The path with its params filled in and encoded, plus the query string. */
export function urlFor<E extends Endpoint>(endpoint: E, input: Input<E>): string {
  const { params = {}, query = {} } = input as {
    params?: Record<string, unknown>
    query?: Record<string, unknown>
  }
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(params[name])),
  )
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined) search.set(key, String(value))
  }
  return search.size > 0 ? `${path}?${search}` : path
}
