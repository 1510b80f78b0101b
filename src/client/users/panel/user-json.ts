import type { CustomField } from '../../../contract/custom-field.ts'
import type { User } from '../../../contract/users.ts'

/**
 * A user as the text of one JSON object in Stream's own names. Built as text: an object would round
 * numbers, move keys and lose one called `__proto__`.
 */
export function userJson(user: User): string {
  const { custom, other, teamsRole, privacySettings, pushNotifications, devices, ...plain } = user
  const members: [string, string | undefined][] = [
    ...Object.entries(plain).map(([key, value]): [string, string | undefined] => [
      snake(key),
      json(value),
    ]),
    [
      'teams_role',
      teamsRole.length > 0
        ? objectText(teamsRole.map(({ team, role }) => ({ key: team, json: JSON.stringify(role) })))
        : undefined,
    ],
    ['devices', json(devices.map((device) => inSnake(device)))],
    ['privacy_settings', privacySettings ? json(inSnake(privacySettings, enabled)) : undefined],
    ['push_notifications', pushNotifications ? json(inSnake(pushNotifications)) : undefined],
    ['custom', objectText(custom)],
    ...other.map(({ key, json: text }): [string, string] => [key, text]),
  ]
  return objectText(
    members.flatMap(([key, text]) => (text === undefined ? [] : [{ key, json: text }])),
  )
}

function objectText(fields: CustomField[]): string {
  return `{${fields.map(({ key, json: text }) => `${JSON.stringify(key)}:${text}`).join(',')}}`
}

/** Stream leaves out what is not set. */
function json(value: unknown): string | undefined {
  return value === null ? undefined : JSON.stringify(value)
}

const streamNames: Record<string, string> = {
  lastActiveAt: 'last_active',
  banExpiresAt: 'ban_expires',
  blockedUserIds: 'blocked_user_ids',
}

function snake(name: string): string {
  return streamNames[name] ?? name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

function inSnake(object: object, of: (value: unknown) => unknown = (value) => value) {
  return Object.fromEntries(
    Object.entries(object).flatMap(([key, value]) =>
      value === null ? [] : [[snake(key), of(value)]],
    ),
  )
}

const enabled = (value: unknown) => ({ enabled: value })
