import { Random } from './random.ts'
import { atomically } from './store/database.ts'
import type { Store } from './store/store.ts'
import { blankUser } from './store/user.ts'
import { nowMicros } from './time.ts'

const TICK_MS = 200
const openings = ['Claim your', 'Last chance:', 'You won a', 'Free', 'Official']
const promises = ['airdrop', 'gift card', 'giveaway', 'bonus', 'NFT drop']

export type RaidProgress = {
  running: boolean
  created: number
  accounts: number
  /** The custom value of all of them and of nobody else: `{ "campaign": … }`. */
  campaign: string | null
}

/** A raid: many accounts in a short time, made as if by their own clients. One at a time. */
export class Raid {
  readonly #store: Store
  readonly #onCreated: () => void
  #timer: NodeJS.Timeout | undefined
  #progress: RaidProgress = { running: false, created: 0, accounts: 0, campaign: null }

  constructor(store: Store, onCreated: () => void) {
    this.#store = store
    this.#onCreated = onCreated
  }

  progress(): RaidProgress {
    return { ...this.#progress }
  }

  /** @throws {Error} when one is running. */
  start(accounts: number, seconds: number): RaidProgress {
    if (this.#progress.running) throw new Error('A raid is running')
    const startedAt = nowMicros()
    const campaign = `raid-${startedAt.toString(36)}`
    const random = new Random(startedAt)
    this.#progress = { running: true, created: 0, accounts, campaign }
    this.#timer = setInterval(() => {
      const share = seconds > 0 ? (nowMicros() - startedAt) / (seconds * 1_000_000) : 1
      const due = Math.min(accounts, Math.floor(share * accounts))
      this.#create(due - this.#progress.created, campaign, random)
      if (this.#progress.created >= accounts) this.stop()
    }, TICK_MS)
    return this.progress()
  }

  /** Those already there stay. */
  stop(): void {
    clearInterval(this.#timer)
    this.#progress.running = false
  }

  #create(count: number, campaign: string, random: Random): void {
    if (count <= 0) return
    atomically(this.#store.database, () => {
      for (let made = 0; made < count; made++) {
        const now = nowMicros()
        const user = {
          ...blankUser(`raid_${random.hex(12)}`, now),
          name: `${random.pick(openings)} ${random.pick(promises)} ${random.below(900) + 100}`,
          role: random.chance(0.7) ? 'guest' : 'user',
          last_active: now,
          custom: `{"campaign":"${campaign}","score":${random.below(5)}}`,
        }
        this.#store.users.insert(user)
        this.#store.effects.record({ operation: 'Raid', requestId: null }, user.id, 'created', now)
      }
    })
    this.#progress.created += count
    this.#onCreated()
  }
}
