import { AppEvent } from '../contract/app-events.ts'
import type { Database } from './store/database.ts'

const channelOf = (appId: string) => `app:${appId}`

export function publishAppEvent({ events }: Database, appId: string, event: AppEvent) {
  return events.publish(channelOf(appId), JSON.stringify(event))
}

/** The events of an app from the moment this resolves, until the signal. */
export async function appEventsOf(
  { events }: Database,
  appId: string,
  signal: AbortSignal,
): Promise<AsyncIterable<AppEvent>> {
  const waiting: AppEvent[] = []
  let wake: () => void = () => undefined
  const unsubscribe = await events.subscribe(channelOf(appId), (payload) => {
    const event = AppEvent.safeParse(JSON.parse(payload))
    if (event.success) waiting.push(event.data)
    wake()
  })
  signal.addEventListener('abort', () => wake(), { once: true })

  async function* untilAborted(): AsyncGenerator<AppEvent> {
    try {
      while (!signal.aborted) {
        const next = waiting.shift()
        if (next) yield next
        else {
          await new Promise<void>((resolve) => {
            wake = resolve
          })
        }
      }
    } finally {
      await unsubscribe()
    }
  }
  return untilAborted()
}
