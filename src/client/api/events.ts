import type { Endpoint, Input, Output } from '../../contract/endpoint.ts'
import { reach } from './call.ts'

const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 30_000

/**
 * Listens to an events endpoint until the returned function is called; connects again after a loss,
 * a little later each time.
 *
 * @param onGap  called after each new connection but the first: events may have been missed.
 */
export function listen<E extends Endpoint>(
  endpoint: E,
  input: Input<E>,
  onEvent: (event: Output<E>) => void,
  onGap: () => void,
): () => void {
  const stopped = new AbortController()
  const { signal } = stopped
  void (async () => {
    let waitMs = FIRST_WAIT_MS
    for (let connections = 0; !signal.aborted;) {
      try {
        // fetch rather than EventSource: our header rides on it.
        const response = await reach(endpoint, input, signal)
        if (response.ok && response.body) {
          if (connections++ > 0) onGap()
          waitMs = FIRST_WAIT_MS
          for await (const data of eventsIn(response.body)) {
            const parsed = endpoint.response.safeParse(data)
            if (parsed.success) onEvent(parsed.data as Output<E>)
          }
        }
      } catch {
        // Lost or refused: the wait below, then again.
      }
      await pause(waitMs, signal)
      waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)
    }
  })()
  return () => stopped.abort()
}

/** The JSON of each `data:` line; comments keep the connection alive and are passed over. */
async function* eventsIn(body: ReadableStream<Uint8Array>): AsyncGenerator<unknown> {
  const reader = body.pipeThrough(new TextDecoderStream() as TransformStream).getReader()
  let pending = ''
  for (;;) {
    const { done, value } = (await reader.read()) as ReadableStreamReadResult<string>
    if (done) return
    const lines = (pending + value).split('\n')
    pending = lines.pop() ?? ''
    for (const line of lines) if (line.startsWith('data: ')) yield JSON.parse(line.slice(6))
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
