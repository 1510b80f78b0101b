import { Random } from '../random.ts'
import { blankUser, type NewUser } from '../store/user.ts'
import { DAY, HOUR, SECOND } from '../time.ts'
import { device } from './belongings.ts'

/**
 * There in every seed, whatever its number: `jose-nunez-42` (José Núñez, active, plain custom
 * fields), `admin-1` (role admin) and `steward-odd` (every peculiar custom value at once).
 */
export function knownPeople(anchor: number): NewUser[] {
  return [jose(anchor), admin(anchor), odd(anchor)]
}

function jose(anchor: number): NewUser {
  const user = blankUser('jose-nunez-42', anchor - 2 * HOUR + 123_457)
  const random = new Random(42)
  const at = anchor - DAY
  const belongings = {
    devices: [
      device(random, user.created_at, anchor, 'apn'),
      device(random, at, anchor, 'firebase'),
    ],
    blocks: [{ id: 'admin-1', at }],
    mutes: [{ id: 'admin-1', at, expires: null }],
    unread: 12,
    push_disabled: false,
  }
  return {
    ...user,
    name: 'José Núñez',
    image: 'face:742',
    language: 'es',
    teams: '["red","blue"]',
    updated_at: anchor - HOUR + 9_001,
    last_active: anchor - 3 * SECOND + 17,
    online: 1,
    avg_response_time: 42,
    privacy_settings: '{"typing_indicators":{"enabled":true},"read_receipts":{"enabled":false}}',
    belongings: JSON.stringify(belongings),
    custom:
      '{"color":"red","age":31,"vip":true,"referrer":"spring-campaign",' +
      '"email":"jose@example.com","prefs":{"mail":false,"sms":[1,2]}}',
  }
}

function admin(anchor: number): NewUser {
  const user = blankUser('admin-1', anchor - 900 * DAY + 77_001)
  return {
    ...user,
    name: 'Amina Haddad',
    image: 'face:99',
    role: 'admin',
    last_active: anchor - DAY + 5_003,
  }
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
