import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Faults } from '../faults/faults.ts'
import type { Credentials } from '../http/auth.ts'
import type { Store } from '../store/store.ts'
import { deliver, type Delivery } from './delivery.ts'
import { type Event, eventOf } from './event.ts'

const AT_ONCE = 8
/** Long enough for the events after it to overtake. */
const OVERTAKEN_MS = 700

/** Tells the configured addresses what happens to users, reading on in the effect log. */
export class Webhooks {
  readonly #store: Store
  readonly #credentials: Credentials
  readonly #faults: Faults
  readonly #ending = new AbortController()
  readonly #waiting: (() => Promise<void>)[] = []
  #underWay = 0
  #readUpTo: number

  constructor(store: Store, credentials: Credentials, faults: Faults) {
    this.#store = store
    this.#credentials = credentials
    this.#faults = faults
    this.#readUpTo = store.effects.last()
  }

  /** Sends what was written to the log since the last time. */
  sendNew(): void {
    const { event_hooks, webhook_url } = this.#store.settings.read()
    const hooks = event_hooks.filter((hook) => hook.enabled && hook.hook_type === 'webhook')
    if (hooks.length === 0 && webhook_url === '') {
      this.#readUpTo = this.#store.effects.last()
      return
    }
    for (const effect of this.#store.effects.after(this.#readUpTo)) {
      this.#readUpTo = effect.seq
      const event = eventOf(this.#store, effect)
      if (!event) continue
      const wanting = hooks.filter(
        ({ event_types: types }) => types.length === 0 || types.includes(event.type),
      )
      const urls = new Set(wanting.map((hook) => hook.webhook_url))
      if (webhook_url !== '') urls.add(webhook_url)
      for (const url of urls) this.#send(url, event)
    }
  }

  close(): void {
    this.#waiting.length = 0
    this.#ending.abort()
  }

  #send(url: string, { type, body }: Event): void {
    const { webhook } = this.#faults.meet(type, (kind) => kind === 'webhook')
    const delivery: Delivery = {
      ...this.#credentials,
      ...(webhook?.delivery === 'forged' && { secret: 'not the secret' }),
      url,
      body,
      id: randomUUID(),
      signal: this.#ending.signal,
    }
    const waitMs =
      webhook?.delivery === 'late'
        ? webhook.ms
        : webhook?.delivery === 'reordered'
          ? OVERTAKEN_MS
          : 0
    const copies = webhook?.delivery === 'twice' ? 2 : 1
    for (let copy = 0; copy < copies; copy++) {
      this.#waiting.push(async () => {
        await sleep(waitMs, undefined, { signal: delivery.signal })
        await deliver(delivery)
      })
    }
    this.#goOn()
  }

  #goOn(): void {
    while (this.#underWay < AT_ONCE) {
      const next = this.#waiting.shift()
      if (!next) return
      this.#underWay++
      void next()
        .catch(() => undefined)
        .finally(() => {
          this.#underWay--
          this.#goOn()
        })
    }
  }
}
