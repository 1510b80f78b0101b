import type { Random } from '../random.ts'
import type { Culture } from './culture.ts'

const quoted = (value: string) => JSON.stringify(value)
const interests = ['chess', 'k-pop', 'climbing', 'pottery', 'speedrunning', 'baking', 'astronomy']
const zones: Record<string, string> = { US: 'America/Chicago', CN: 'Asia/Shanghai' }

export type Person = { culture: Culture; username: string; createdAt: number }

/** What an ordinary account carries: some 20 keys of mixed types, half a dozen of them on each. */
export function customOf(random: Random, { culture, username }: Person): string {
  const parts = [
    `"color":"${random.pick(['red', 'blue', 'green', 'gold', 'black'])}"`,
    `"age":${16 + random.below(60)}`,
    `"plan":"${random.pick(['free', 'free', 'free', 'plus', 'pro'])}"`,
    `"country":"${culture.country}"`,
  ]
  const some = (share: number, member: () => string) => {
    if (random.chance(share)) parts.push(member())
  }
  some(0.4, () => `"username":${quoted(username)}`)
  some(0.35, () => `"email":${quoted(`${username}@example.com`)}`)
  some(0.3, () => `"city":${quoted(random.pick(culture.cities))}`)
  some(
    0.25,
    () =>
      `"referrer":"${random.pick(['spring-campaign', 'friend', 'store', 'podcast', 'meetup'])}"`,
  )
  some(0.25, () => `"score":${(random.next() * 100).toFixed(2)}`)
  some(0.2, () => `"level":${1 + Math.floor(random.next() * random.next() * 80)}`)
  some(0.15, () => `"verified":${random.chance(0.8)}`)
  some(0.1, () => `"vip":${random.chance(0.7)}`)
  some(0.1, () => `"prefs":{"mail":${random.chance(0.5)},"sms":[1,2],"theme":"dark"}`)
  some(0.1, () => `"tags":${random.chance(0.5) ? '["early","beta"]' : '["creator"]'}`)
  some(
    0.08,
    () => `"interests":[${quoted(random.pick(interests))},${quoted(random.pick(interests))}]`,
  )
  some(0.08, () => `"timezone":"${zones[culture.country] ?? 'Europe/Berlin'}"`)
  some(0.06, () => `"spent":${random.below(90_000) / 100}`)
  some(0.05, () => `"pronouns":"${random.pick(['she/her', 'he/him', 'they/them'])}"`)
  some(0.05, () => `"signup_ip":"198.51.100.${1 + random.below(250)}"`)
  some(
    0.04,
    () => `"birthday":"${1960 + random.below(46)}-0${1 + random.below(9)}-1${random.below(10)}"`,
  )
  some(0.03, () => '"last_order":null')
  some(0.002, () => `"support_case":"case-${random.hex(6)}"`)
  return `{${parts.join(',')}}`
}

/** What a decade of imports leaves behind. */
export function peculiarCustom(random: Random): string {
  const kinds = [
    () => `{"age":"${20 + random.below(50)}","color":"red"}`,
    () => `{"bio":${quoted('A very long story. '.repeat(60 + random.below(60)))}}`,
    () => `{"motto":"👩‍👩‍👧‍👦 ✨ 🏳️‍🌈","color":"gold"}`,
    () => `{"bio":"مرحبا بالعالم \u202Eabc"}`,
    () => `{"bio":"<script>alert(1)</script><img src=x onerror=alert(1)>"}`,
    () => `{"__proto__":{"admin":true},"constructor":"x"}`,
    () => `{"legacy_id":12345678901234567890,"price":1.10}`,
    () => `{"2":"two","10":"ten","1":"one"}`,
    () => `{"notes":"first line\\nsecond line\\ttab","a.b":"a dot in the key","":"no key"}`,
    () => `{"count":"1,024","ratio":1e-7,"huge":1.5e300,"negative":-0}`,
    () => `{"vip":"yes","age":-3,"country":"Ütopia"}`,
    () => '{}',
  ]
  return random.pick(kinds)()
}
