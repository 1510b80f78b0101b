import { objectText } from './json-text.ts'
import type { Random } from './random.ts'

type Member = readonly [key: string, valueText: string]
const text = (value: string) => JSON.stringify(value)

/** What an ordinary account carries: colours, ages, plans and the like, of mixed types. */
export function customOf(random: Random, country: string, username: string): string {
  const list: Member[] = [
    ['color', text(random.pick(['red', 'blue', 'green', 'gold', 'black']))],
    ['age', String(16 + random.below(60))],
    ['plan', text(random.pick(['free', 'free', 'free', 'plus', 'pro']))],
    ['country', text(country)],
  ]
  if (random.chance(0.1)) list.push(['vip', String(random.chance(0.7))])
  if (random.chance(0.5)) list.push(['email', text(`${username}@example.com`)])
  if (random.chance(0.4)) list.push(['username', text(username)])
  if (random.chance(0.3)) {
    list.push(['referrer', text(random.pick(['spring-campaign', 'friend', 'store', 'podcast']))])
  }
  if (random.chance(0.3)) list.push(['score', (random.next() * 100).toFixed(2)])
  if (random.chance(0.15)) list.push(['prefs', `{"mail":${random.chance(0.5)},"sms":[1,2]}`])
  if (random.chance(0.1)) list.push(['tags', '["early","beta"]'])
  return objectText(list)
}

/** What a decade of imports leaves behind. */
export function peculiarCustom(random: Random): string {
  const kinds: Member[][] = [
    [
      ['age', text(String(20 + random.below(50)))],
      ['color', text('red')],
    ],
    [['bio', text('A very long story. '.repeat(60 + random.below(60)))]],
    [['motto', text('👩‍👩‍👧‍👦 ✨ 🏳️‍🌈')]],
    [['bio', text('مرحبا بالعالم \u202Eabc')]],
    [['bio', text('<script>alert(1)</script><img src=x onerror=alert(1)>')]],
    [
      ['__proto__', '{"admin":true}'],
      ['constructor', text('x')],
    ],
    [
      ['legacy_id', '12345678901234567890'],
      ['price', '1.10'],
    ],
    [
      ['2', text('two')],
      ['10', text('ten')],
      ['1', text('one')],
    ],
    [],
  ]
  return objectText(random.pick(kinds))
}
