import type { DatabaseSync } from 'node:sqlite'
import { atomically, emptyDatabase } from './database.ts'
import { Random } from './random.ts'
import { customOf, peculiarCustom } from './seed-custom.ts'
import { cultures } from './seed-names.ts'
import { extraOf } from './seed-extra.ts'
import { timeText } from './time.ts'
import { blankUser } from './upsert-users.ts'
import type { StoredUser } from './user.ts'
import { Users } from './users.ts'

type NewUser = Omit<StoredUser, 'rid'>

const SECOND = 1_000_000
const HOUR = 3_600 * SECOND
const DAY = 24 * HOUR

export type SeedOptions = { seed: number; users: number }

/**
 * Fills an empty store with a community; does nothing when it already holds this one.
 * The same seed gives the same people on every machine; their times are counted back from the hour
 * of the first start, so that "two hours ago" stays believable.
 *
 * There in every seed: `jose-nunez-42` (José Núñez, active, plain custom fields), `steward-odd`
 * (every peculiar custom value), `admin-1` (role admin), and the spam waves, one custom value each:
 * `campaign: "cryptodrop"` (400 accounts in two minutes) and `referrer: "freegift"` (150 in an hour).
 */
export function seedUsers(database: DatabaseSync, { seed, users }: SeedOptions): void {
  const meta = database.prepare(`SELECT value FROM meta WHERE key = 'seed'`).get()
  if (meta?.['value'] === `${seed}/${users}`) return
  atomically(database, () => {
    emptyDatabase(database)
    const store = new Users(database)
    const anchor = Math.floor(Date.now() / 3_600_000) * HOUR
    for (const user of community(new Random(seed), users, anchor)) store.insert(user)
    database.prepare(`INSERT INTO meta VALUES ('seed', ?)`).run(`${seed}/${users}`)
  })
}

function* community(random: Random, total: number, anchor: number): Generator<NewUser> {
  const fixed = [jose(anchor), admin(anchor), odd(anchor)].slice(0, total)
  const waves = total >= 2_000 ? [...cryptoWave(random, anchor), ...giftWave(random, anchor)] : []
  const taken = new Set([...fixed, ...waves].map(({ id }) => id))
  yield* fixed
  yield* waves
  let sharedTime = anchor
  for (let index = fixed.length + waves.length; index < total; index++) {
    // Every fiftieth was made by a script: in the millisecond of the one before.
    const created = index % 50 === 1 ? sharedTime + 1 : createdAt(random, anchor)
    sharedTime = created
    yield ordinary(random, index, created, anchor, taken)
  }
}

/** More accounts the nearer to today, over three years; times with microseconds. */
function createdAt(random: Random, anchor: number): number {
  const age = random.next() ** 2 * 3 * 365 * DAY
  return Math.floor(anchor - 2 * HOUR - age) - random.below(1_000)
}

function ordinary(
  random: Random,
  index: number,
  created: number,
  anchor: number,
  taken: Set<string>,
): NewUser {
  const culture = pickCulture(random)
  const [given, givenLatin] = random.pick(culture.given)
  const [family, familyLatin] = random.pick(culture.family)
  const name = culture.familyFirst ? `${family}${given}` : `${given} ${family}`
  const user = blankUser(idOf(random, givenLatin, familyLatin, index, taken), created)
  user.name = random.chance(0.03) ? null : name
  user.language = culture.language
  user.role = roleOf(random)
  const teams = ['red', 'blue', 'green', 'ops'].filter((team) =>
    random.chance(team === 'ops' ? 0.03 : 0.2),
  )
  user.teams = JSON.stringify(teams)
  if (teams[0] && random.chance(0.02)) user.teams_role = `{"${teams[0]}":"admin"}`
  user.custom = random.chance(0.04)
    ? peculiarCustom(random)
    : customOf(random, culture.country, `${givenLatin}_${familyLatin}${index}`)
  live(random, user, anchor)
  user.extra = extraOf(random, user, anchor)
  return user
}

function pickCulture(random: Random) {
  let left = random.next()
  return cultures.find(({ share }) => (left -= share) < 0) ?? random.pick(cultures)
}

function idOf(random: Random, given: string, family: string, index: number, taken: Set<string>) {
  const shape = random.next()
  const readable = `${given}-${family}-${random.below(900) + 100}`
  let id = readable
  if (shape > 0.9) id = `auth0_${random.hex(24)}`
  else if (shape > 0.8) id = [8, 4, 4, 4, 12].map((digits) => random.hex(digits)).join('-')
  else if (shape > 0.77) id = `${given}.${family}@example`.replaceAll('.', '_')
  if (taken.has(id)) id = `${readable}-${index}`
  taken.add(id)
  return id
}

function roleOf(random: Random): string {
  const share = random.next()
  if (share < 0.93) return 'user'
  if (share < 0.965) return 'guest'
  if (share < 0.99) return 'moderator'
  return 'admin'
}

/** When somebody was last here, and what was done to them since. */
function live(random: Random, user: NewUser, anchor: number): void {
  if (!random.chance(0.08)) {
    const age = anchor - user.created_at
    user.last_active = Math.floor(anchor - random.next() ** 4 * age) + random.below(1_000)
    user.online = Number(anchor - user.last_active < HOUR && random.chance(0.6))
  }
  user.updated_at = Math.floor(user.created_at + random.next() * (anchor - user.created_at))
  if (random.chance(0.02)) {
    user.deactivated_at = Math.floor(anchor - random.next() * 90 * DAY)
    user.updated_at = Math.max(user.updated_at, user.deactivated_at)
    user.online = 0
  }
  if (random.chance(0.01)) {
    user.banned = 1
    if (random.chance(0.7)) user.ban_expires = Math.floor(anchor + (random.next() * 40 - 5) * DAY)
  }
  user.shadow_banned = Number(random.chance(0.003))
  user.invisible = Number(random.chance(0.02))
  if (random.chance(0.05)) user.avg_response_time = random.below(4_000) + 5
  if (random.chance(0.01))
    user.revoke_tokens_issued_before = Math.floor(anchor - random.next() * 30 * DAY)
  if (random.chance(0.1)) {
    const settings = {
      typing_indicators: { enabled: random.chance(0.5) },
      read_receipts: { enabled: false },
    }
    user.privacy_settings = JSON.stringify(settings)
  }
}

function jose(anchor: number): NewUser {
  const user = blankUser('jose-nunez-42', anchor - 2 * HOUR + 123_457)
  return {
    ...user,
    name: 'José Núñez',
    language: 'es',
    role: 'user',
    teams: '["red","blue"]',
    updated_at: anchor - HOUR + 9_001,
    last_active: anchor + 3 * SECOND,
    online: 1,
    avg_response_time: 42,
    privacy_settings: '{"typing_indicators":{"enabled":true},"read_receipts":{"enabled":false}}',
    extra: extraOf(new Random(42), { ...user, id: 'jose-nunez-42' }, anchor, true),
    custom:
      '{"color":"red","age":31,"vip":true,"referrer":"spring-campaign",' +
      '"email":"jose@example.com","prefs":{"mail":false,"sms":[1,2]}}',
  }
}

function admin(anchor: number): NewUser {
  const user = blankUser('admin-1', anchor - 900 * DAY + 77_001)
  return { ...user, name: 'Amina Haddad', role: 'admin', last_active: anchor - DAY + 5_003 }
}

function odd(anchor: number): NewUser {
  const user = blankUser('steward-odd', anchor - 30 * DAY + 77_777)
  return {
    ...user,
    name: '<b onclick="alert(1)">Bobby</b> \u202Etables',
    custom:
      '{"10":"ten","2":"two","__proto__":{"polluted":true},"big":12345678901234567890,' +
      '"price":1.10,"lone":"\\ud800","deep":[[[[{"a":null}]]]],"emoji":"👩‍👩‍👧‍👦","rtl":"مرحبا"}',
  }
}

function* cryptoWave(random: Random, anchor: number): Generator<NewUser> {
  for (let index = 0; index < 400; index++) {
    const created =
      Math.floor(anchor - 26 * HOUR + (index * 120 * SECOND) / 400) + random.below(9_000)
    const user = blankUser(`promo_${random.hex(10)}`, created)
    user.name = `Crypto Promo ${index + 1}`
    user.role = index % 4 === 3 ? 'user' : 'guest'
    user.last_active = created + random.below(600) * SECOND
    user.custom = `{"campaign":"cryptodrop","color":"gold","score":${random.below(9)}}`
    yield user
  }
}

function* giftWave(random: Random, anchor: number): Generator<NewUser> {
  for (let index = 0; index < 150; index++) {
    const created = Math.floor(anchor - 5 * DAY + (index * HOUR) / 150) + random.below(9_000)
    const user = blankUser(`gift-${random.hex(8)}`, created)
    user.name = `Free Gift ${random.pick(['🎁', 'Card', 'Now', 'Here'])}`
    user.custom = `{"referrer":"freegift","signup":${JSON.stringify(timeText(created))}}`
    yield user
  }
}
