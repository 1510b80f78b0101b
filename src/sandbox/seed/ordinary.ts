import type { Random } from '../random.ts'
import { blankUser, type NewUser } from '../store/user.ts'
import { DAY, HOUR, MINUTE } from '../time.ts'
import { FACES } from '../users/face.ts'
import { belongingsText } from './belongings.ts'
import type { Culture, Name } from './culture.ts'
import { cultures } from './cultures.ts'
import { customOf, peculiarCustom } from './custom.ts'

/** Who banned somebody, why and when (microseconds); `shadow` 1: without their knowing. */
export type Ban = { by: string; reason: string; at: number; shadow: number }

const handles = [
  'pixel fox',
  'DJ Nova',
  '★ Luna ★',
  'n00b_slayer',
  'Captain Cat 🐈',
  'sleepy.panda',
]
const reasons = [
  'Spam links in #general',
  'Harassment, third warning',
  'Scam: fake giveaways',
  'Hate speech',
  'Impersonates a moderator',
  'Ban evasion',
  'Floods voice rooms',
]
const teamNames = ['red', 'blue', 'green', 'ops']
/** As many as are worth remembering to be blocked and muted by others. */
const REMEMBERED = 500

/** Makes ordinary people, one after the other. */
export class Ordinary {
  readonly #random: Random
  readonly #anchor: number
  /** A power of ten: numbers below it are handed out once each, in no visible order. */
  readonly #numbers: number
  readonly #ids: string[] = ['admin-1']

  constructor(random: Random, total: number, anchor: number) {
    this.#random = random
    this.#anchor = anchor
    this.#numbers = 10 ** Math.max(3, String(total).length)
  }

  member(index: number, createdAt: number): { user: NewUser; ban?: Ban } {
    const random = this.#random
    const culture = pickCulture(random)
    const given = random.pick(culture.given)
    const family = random.pick(culture.family)
    const number = (index * 7_919) % this.#numbers
    const user = blankUser(idOf(random, given, family, number), createdAt)
    user.name = nameOf(random, culture, given, family)
    if (random.chance(0.6)) user.image = `face:${random.below(FACES)}`
    user.language = culture.language
    user.role = roleOf(random)
    belong(random, user)
    const username = `${given[1]}_${family[1]}${number}`
    user.custom = random.chance(0.04)
      ? peculiarCustom(random)
      : customOf(random, { culture, username, createdAt })
    user.belongings = belongingsText(random, createdAt, this.#anchor, this.#ids)
    this.#ids[this.#ids.length < REMEMBERED ? this.#ids.length : random.below(REMEMBERED)] = user.id
    live(random, user, this.#anchor)
    const ban = banOf(random, user, this.#anchor)
    return ban ? { user, ban } : { user }
  }
}

function pickCulture(random: Random): Culture {
  let left = random.next()
  return cultures.find(({ share }) => (left -= share) < 0) ?? random.pick(cultures)
}

function nameOf(random: Random, culture: Culture, [given]: Name, [family]: Name): string | null {
  const kind = random.next()
  if (kind < 0.03) return null
  if (kind < 0.06) return random.pick(handles)
  if (kind < 0.12) return given
  return culture.familyFirst ? `${family}${given}` : `${given} ${family}`
}

/** Ids as apps have them: readable ones, those of an identity provider, UUIDs, numbers. */
function idOf(random: Random, [, given]: Name, [, family]: Name, number: number): string {
  const shape = random.next()
  if (shape > 0.92) return `auth0_${random.hex(24)}`
  if (shape > 0.84) return [8, 4, 4, 4, 12].map((digits) => random.hex(digits)).join('-')
  if (shape > 0.81) return `${given}_${family}${number}@example_com`
  return `${given}-${family}-${number}`
}

function roleOf(random: Random): string {
  const share = random.next()
  if (share < 0.91) return 'user'
  if (share < 0.945) return 'guest'
  if (share < 0.965) return 'moderator'
  if (share < 0.985) return 'creator'
  return share < 0.997 ? 'support' : 'admin'
}

function belong(random: Random, user: NewUser): void {
  const teams = teamNames.filter((team) => random.chance(team === 'ops' ? 0.03 : 0.15))
  user.teams = JSON.stringify(teams)
  if (teams[0] !== undefined && random.chance(0.03)) user.teams_role = `{"${teams[0]}":"moderator"}`
}

/** When somebody was last here: many today, fewer the longer ago, some never. */
function live(random: Random, user: NewUser, anchor: number): void {
  const age = anchor - user.created_at
  if (!random.chance(0.08)) {
    const share = random.next()
    const ago = share * share * share * share * age
    user.last_active = Math.floor(anchor - ago) - random.below(1_000)
    user.last_active = Math.max(user.created_at, user.last_active)
    user.online = Number(anchor - user.last_active < HOUR && random.chance(0.6))
  }
  const changed = random.next()
  user.updated_at = Math.floor(user.created_at + changed * changed * age)
  if (random.chance(0.02)) {
    user.deactivated_at = Math.floor(anchor - random.next() * Math.min(90 * DAY, age))
    user.updated_at = Math.max(user.updated_at, user.deactivated_at)
    user.online = 0
  }
  user.invisible = Number(random.chance(0.02))
  user.bypass_moderation = Number(random.chance(0.001))
  if (random.chance(0.05)) user.avg_response_time = random.below(4_000) + 5
  if (random.chance(0.01)) {
    user.revoke_tokens_issued_before = Math.floor(anchor - random.next() * Math.min(30 * DAY, age))
  }
  if (random.chance(0.1)) {
    user.privacy_settings = `{"typing_indicators":{"enabled":${random.chance(0.5)}},"read_receipts":{"enabled":false}}`
  }
}

function banOf(random: Random, user: NewUser, anchor: number): Ban | undefined {
  const share = random.next()
  if (share > 0.013) return undefined
  const shadow = Number(share < 0.003)
  const at = Math.floor(anchor - random.next() * Math.min(20 * DAY, anchor - user.created_at))
  if (shadow === 1) user.shadow_banned = 1
  else user.banned = 1
  if (random.chance(0.7)) {
    user.ban_expires = Math.floor(anchor + (0.05 + random.next() * 40) * DAY) + random.below(MINUTE)
  }
  return { by: 'admin-1', reason: random.pick(reasons), at, shadow }
}
