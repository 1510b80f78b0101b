import type { Endpoint, Output, Parsed } from '../../contract/endpoint.ts'
import type { Operator } from '../../contract/session.ts'

/** A session as the server knows it; times are RFC 3339. */
export type Session = { id: string; operator: Operator; idleUntil: string; endsAt: string }

/** What a handler gets beside its parsed input. */
export type Context<E extends Endpoint = Endpoint> = {
  /** Present on every route that is not public. */
  session: E['right'] extends 'public' ? undefined : Session
  requestId: string
  /** The address of the client, for throttling sign-ins. */
  clientAddress: string
  /** As it came; a sign-in ends the session the browser still had. */
  cookieHeader: string | undefined
  /** Aborted when the client goes away or the server stops. */
  signal: AbortSignal
  /** Adds one Set-Cookie header to the answer. */
  setCookie(header: string): void
  /** What the audit line says beyond action, operator and path params: the reason, the options, … */
  note(detail: Record<string, unknown>): void
}

/** A json endpoint answers once; an events endpoint promises events until the client goes away. */
export type Handler<E extends Endpoint> = (
  input: Parsed<E>,
  context: Context<E>,
) => Promise<E['kind'] extends 'events' ? AsyncIterable<Output<E>> : Output<E>>

/** Serves one endpoint of the contract: the only way a route comes to be. */
export type Mount = <E extends Endpoint>(endpoint: E, handle: Handler<E>) => void
