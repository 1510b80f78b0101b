import type { Random } from '../random.ts'
import { blankUser, type NewUser } from '../store/user.ts'
import { DAY, HOUR, SECOND, timeText } from '../time.ts'

/**
 * Three waves of spam, each findable by one custom value:
 * `campaign: "cryptodrop"` (400 accounts in two minutes), `referrer: "freegift"` (150 in an hour)
 * and `signup_ip: "203.0.113.66"` (90 over three days, asleep so far).
 */
export function waves(random: Random, anchor: number): NewUser[] {
  return [
    ...Array.from({ length: 400 }, (_, index) => crypto(random, anchor, index)),
    ...Array.from({ length: 150 }, (_, index) => gift(random, anchor, index)),
    ...Array.from({ length: 90 }, (_, index) => sleeper(random, anchor, index)),
  ]
}

function crypto(random: Random, anchor: number, index: number): NewUser {
  const at = Math.floor(anchor - 26 * HOUR + (index * 120 * SECOND) / 400) + random.below(9_000)
  return {
    ...blankUser(`promo_${random.hex(10)}`, at),
    name: `Crypto Promo ${index + 1}`,
    role: index % 4 === 3 ? 'user' : 'guest',
    last_active: at + random.below(600) * SECOND + random.below(1_000),
    custom: `{"campaign":"cryptodrop","color":"gold","score":${random.below(9)}}`,
  }
}

function gift(random: Random, anchor: number, index: number): NewUser {
  const at = Math.floor(anchor - 5 * DAY + (index * HOUR) / 150) + random.below(9_000)
  return {
    ...blankUser(`gift-${random.hex(8)}`, at),
    name: `Free Gift ${random.pick(['🎁', 'Card', 'Now', 'Here'])}`,
    last_active: at + random.below(60) * SECOND + random.below(1_000),
    custom: `{"referrer":"freegift","signup":${JSON.stringify(timeText(at))}}`,
  }
}

function sleeper(random: Random, anchor: number, index: number): NewUser {
  const at = Math.floor(anchor - 40 * DAY + (index * 3 * DAY) / 90) + random.below(SECOND)
  return {
    ...blankUser(`user${random.hex(9)}`, at),
    name: `${random.pick(['mia', 'leo', 'sam', 'kim'])}${random.below(9_000) + 1_000}`,
    custom: `{"signup_ip":"203.0.113.66","plan":"free","age":${18 + random.below(5)}}`,
  }
}
