import { Random } from '../random.ts'
import type { Fault, Trouble } from './fault.ts'

type Laid = Fault & { met: number }
type Kind = Trouble['kind']
export type Met = { [K in Kind]?: Extract<Trouble, { kind: K }> }

/** The faults in force. The same seed and the same calls in the same order meet the same ones. */
export class Faults {
  #list: Laid[] = []
  #random = new Random(1)
  #outageEndsMs = 0

  /** Puts these in force instead of those before and starts the chances from the seed. */
  set(list: Fault[], seed = 1): void {
    this.#list = list.map((fault) => ({ ...fault, met: 0 }))
    this.#random = new Random(seed)
    const outages = list.map((fault) => (fault.kind === 'outage' ? fault.ms : 0))
    this.#outageEndsMs = Date.now() + Math.max(0, ...outages)
  }

  /** The faults in force with what is left of each, and how many calls have met it. */
  list(): Laid[] {
    return this.#list.map((fault) => ({ ...fault }))
  }

  isOutage(): boolean {
    return Date.now() < this.#outageEndsMs
  }

  /** The faults this call meets, at most one of a kind, counted as used. */
  meet(operation: string, kinds: (kind: Kind) => boolean = () => true): Met {
    const met: Record<string, Trouble> = {}
    for (const fault of this.#list) {
      const { endpoint, rate, count, kind } = fault
      const isMeant = endpoint === '*' || endpoint === operation
      if (!isMeant || count === 0 || kind in met || kind === 'outage' || !kinds(kind)) continue
      if (rate < 1 && this.#random.next() >= rate) continue
      if (count !== null) fault.count = count - 1
      fault.met++
      met[kind] = fault
    }
    return met
  }
}

/** What a call of the API can meet; the others are met elsewhere. */
export function isOfCalls(kind: Kind): boolean {
  return kind !== 'webhook'
}
