import type { Random } from './random.ts'
import { nanosText } from './time.ts'
import { plainExtra, type StoredUser } from './user.ts'

const DAY = 86_400_000_000

/**
 * The members of an answer that nothing here changes: devices, blocks, mutes, unread counts.
 * Most people have none of them.
 *
 * @param always  gives every one of them, for the person the documentation shows.
 */
export function extraOf(
  random: Random,
  user: Pick<StoredUser, 'id' | 'created_at'>,
  anchor: number,
  always = false,
): string {
  if (!always && random.chance(0.7)) return plainExtra
  const some = (share: number) => always || random.chance(share)
  const devices = some(0.6)
    ? [
        deviceOf(random, user, anchor, 'apn'),
        ...(some(0.2) ? [deviceOf(random, user, anchor, 'firebase')] : []),
      ]
    : []
  const blocked = some(0.1) ? '["admin-1"]' : '[]'
  const mute = some(0.05)
    ? `{"created_at":${nanosText(anchor - DAY)},"updated_at":${nanosText(anchor - DAY)},` +
      `"target":{"id":"admin-1","role":"admin"}}`
    : ''
  const unread = random.below(40)
  const push = some(0.1) ? ',"push_notifications":{"disabled":false}' : ''
  return (
    `"blocked_user_ids":${blocked},"devices":[${devices.join(',')}],"mutes":[${mute}],` +
    `"channel_mutes":[],"unread_count":${unread},"total_unread_count":${unread},` +
    `"unread_channels":${Math.ceil(unread / 8)},"unread_threads":0${push}`
  )
}

function deviceOf(
  random: Random,
  user: Pick<StoredUser, 'id' | 'created_at'>,
  anchor: number,
  provider: string,
): string {
  const created = Math.max(user.created_at, anchor - random.below(300) * DAY)
  const disabled = random.chance(0.1)
    ? ',"disabled":true,"disabled_reason":"Token not registered"'
    : ''
  return (
    `{"id":"${random.hex(64)}","push_provider":"${provider}","user_id":${JSON.stringify(user.id)},` +
    `"created_at":${nanosText(created)}${disabled}}`
  )
}
