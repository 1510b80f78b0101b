import { expect, test } from 'vitest'
import type { User } from '../../../contract/users.ts'
import { userJson } from './user-json.ts'

const time = '2026-11-23T08:14:00.908727Z'
const user: User = {
  id: 'jose',
  name: 'José',
  image: null,
  role: 'user',
  language: 'es',
  teams: ['red'],
  teamsRole: [{ team: 'red', role: 'admin' }],
  createdAt: time,
  updatedAt: time,
  lastActiveAt: time,
  deactivatedAt: null,
  deletedAt: null,
  online: true,
  invisible: false,
  banned: true,
  banExpiresAt: time,
  shadowBanned: false,
  blockedUserIds: ['a'],
  devices: [
    {
      id: 'd',
      pushProvider: 'apn',
      pushProviderName: null,
      createdAt: time,
      disabled: false,
      disabledReason: null,
      voip: false,
    },
  ],
  privacySettings: { typingIndicators: true, readReceipts: null, deliveryReceipts: null },
  pushNotifications: null,
  revokeTokensIssuedBefore: null,
  avgResponseTime: 42,
  custom: [
    { key: 'big', json: '12345678901234567890' },
    { key: '__proto__', json: '{"a":1.10}' },
    { key: '1', json: '"\\ud800"' },
  ],
  other: [{ key: 'unread_count', json: '3' }],
}

test('it is valid JSON in the names of Stream, without what is not set', () => {
  const parsed = JSON.parse(userJson(user)) as Record<string, unknown>
  expect(parsed).toMatchObject({
    id: 'jose',
    created_at: time,
    last_active: time,
    ban_expires: time,
    teams_role: { red: 'admin' },
    blocked_user_ids: ['a'],
    avg_response_time: 42,
    privacy_settings: { typing_indicators: { enabled: true } },
    devices: [{ id: 'd', push_provider: 'apn', created_at: time }],
    unread_count: 3,
  })
  for (const absent of ['image', 'deactivated_at', 'push_notifications', 'other']) {
    expect(parsed).not.toHaveProperty(absent)
  }
})

test('custom values keep their text and order', () => {
  expect(userJson(user)).toContain(
    '"custom":{"big":12345678901234567890,"__proto__":{"a":1.10},"1":"\\ud800"}',
  )
})
