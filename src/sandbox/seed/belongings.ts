import type { Random } from '../random.ts'
import type { Belongings, Device } from '../store/user.ts'
import { DAY } from '../time.ts'

/**
 * Devices, blocks, mutes and unread counts as JSON text. Most people have none of them.
 *
 * @param others  ids of users who are there already.
 */
export function belongingsText(
  random: Random,
  createdAt: number,
  anchor: number,
  others: readonly string[],
): string | null {
  if (random.chance(0.7)) return null
  const belongings: Belongings = { unread: random.below(40) }
  if (random.chance(0.6)) {
    belongings.devices = [device(random, createdAt, anchor, 'apn')]
    if (random.chance(0.2)) belongings.devices.push(device(random, createdAt, anchor, 'firebase'))
  }
  const at = Math.floor(anchor - random.next() * Math.min(30 * DAY, anchor - createdAt))
  if (random.chance(0.05)) belongings.blocks = [{ id: random.pick(others), at }]
  if (random.chance(0.04)) {
    belongings.mutes = [
      { id: random.pick(others), at, expires: random.chance(0.3) ? anchor + 20 * DAY : null },
    ]
  }
  if (random.chance(0.05)) belongings.push_disabled = random.chance(0.7)
  return JSON.stringify(belongings)
}

/** A phone, registered at some time since the account was made. */
export function device(
  random: Random,
  createdAt: number,
  anchor: number,
  provider: 'apn' | 'firebase',
): Device {
  const isDead = random.chance(0.1)
  return {
    id: random.hex(provider === 'apn' ? 64 : 40),
    push_provider: provider,
    created_at: Math.max(createdAt, anchor - random.below(300) * DAY - random.below(1_000_000)),
    ...(isDead && { disabled: true, disabled_reason: 'Token not registered' }),
  }
}
