import type { FastifyReply } from 'fastify'
import type { Endpoint, Output } from '../../contract/endpoint.ts'

/** Often enough that proxies keep the connection and a lost client is noticed. */
const HEARTBEAT_MS = 20_000

/** Sends server-sent events until the client goes away or the server stops. */
export function sendEvents<E extends Endpoint>(
  reply: FastifyReply,
  endpoint: E,
  events: AsyncIterable<Output<E>>,
  signal: AbortSignal,
): FastifyReply {
  reply.hijack()
  const { raw } = reply
  raw.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    'content-type': 'text/event-stream; charset=utf-8',
    'x-accel-buffering': 'no',
  })
  raw.write(': here\n\n')
  const heartbeat = setInterval(() => raw.write(': here\n\n'), HEARTBEAT_MS)
  void (async () => {
    try {
      for await (const event of events) {
        if (signal.aborted) break
        raw.write(`data: ${JSON.stringify(endpoint.response.parse(event))}\n\n`)
      }
    } catch {
      // The client reconnects and reads again; an event is only ever a hint.
    } finally {
      clearInterval(heartbeat)
      raw.end()
    }
  })()
  return reply
}
