import { Random } from '../random.ts'
import type { NewUser } from '../store/user.ts'
import { DAY, HOUR } from '../time.ts'
import { knownPeople } from './known-people.ts'
import { type Ban, Ordinary } from './ordinary.ts'
import { waves } from './waves.ts'

export type Member = { user: NewUser; ban?: Ban }

const YEARS = 3
/** A smaller community has no room for spam. */
const ENOUGH_FOR_WAVES = 2_000

/**
 * The people of a seed, in the order of their creation. The same seed gives the same people on every
 * machine; their times are counted back from `anchor`, so that "two hours ago" stays believable.
 *
 * @param anchor  microseconds; nobody was created later.
 */
export function* community(seed: number, total: number, anchor: number): Generator<Member> {
  const random = new Random(seed)
  const special = [
    ...knownPeople(anchor).slice(0, total),
    ...(total >= ENOUGH_FOR_WAVES ? waves(random, anchor) : []),
  ].toSorted((a, b) => a.created_at - b.created_at)
  const times = timesOf(random, total - special.length, anchor)
  const ordinary = new Ordinary(random, total, anchor)

  let last = 0
  let next = 0
  for (let index = 0; index < total; index++) {
    const time = times[index - next]
    const one = special[next]
    // No two at the same time: the order of creation is an order of everybody.
    if (one && (time === undefined || one.created_at <= time)) {
      next++
      last = Math.max(last + 1, one.created_at)
      yield { user: { ...one, created_at: last, updated_at: Math.max(last, one.updated_at) } }
    } else {
      last = Math.max(last + 1, time ?? anchor)
      yield ordinary.member(index, last)
    }
  }
}

/** More accounts the nearer to today; some in the same millisecond, as a script makes them. */
function timesOf(random: Random, count: number, anchor: number): Float64Array {
  const times = new Float64Array(count)
  for (let index = 0; index < count; index++) {
    const share = random.next()
    const age = share * share * YEARS * 365 * DAY
    const isScripted = index % 50 === 1
    times[index] = isScripted
      ? (times[index - 1] ?? 0) + 1
      : Math.floor(anchor - 2 * HOUR - age) - random.below(1_000)
  }
  return times.toSorted()
}
