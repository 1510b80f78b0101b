import type { FastifyReply } from 'fastify'
import type { Endpoint, Output } from '../../contract/endpoint.ts'

/** Often enough that proxies keep the connection and a lost client is noticed. */
const HEARTBEAT_MS = 20_000

/**
 * Sends server-sent events until the client goes away, the server stops, or the session that asked
 * has ended.
 *
 * @param isAllowed  asked before every event and with every heartbeat.
 */
export function sendEvents<E extends Endpoint>(
  reply: FastifyReply,
  endpoint: E,
  events: AsyncIterable<Output<E>>,
  signal: AbortSignal,
  isAllowed: () => Promise<boolean>,
): FastifyReply {
  reply.hijack()
  const { raw } = reply
  raw.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    'content-type': 'text/event-stream; charset=utf-8',
    'x-accel-buffering': 'no',
  })
  raw.write(': here\n\n')
  const beat = async () => {
    const isStillAllowed = await isAllowed().catch(() => false)
    if (isStillAllowed) raw.write(': here\n\n')
    else raw.end()
  }
  const heartbeat = setInterval(() => void beat(), HEARTBEAT_MS)
  void (async () => {
    try {
      for await (const event of events) {
        if (signal.aborted || !(await isAllowed())) break
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
