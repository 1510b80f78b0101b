import { expect, test } from 'vitest'
import { can, dailyLimitOf, limitOf, rolesWith } from './rights.ts'

test('support reads everybody, reactivates one, and deactivates nobody', () => {
  expect(can('support', 'user.read')).toBe(true)
  expect(limitOf('support', 'user.reactivate')).toBe(1)
  expect(can('support', 'user.deactivate')).toBe(false)
})

test('a moderator deactivates a hundred in a job and a thousand in a day', () => {
  expect(limitOf('moderator', 'user.deactivate')).toBe(100)
  expect(dailyLimitOf('moderator', 'user.deactivate')).toBe(1_000)
})

test('a refusal can name whom to ask', () => {
  expect(rolesWith('user.deactivate')).toEqual(['moderator', 'admin', 'owner'])
  expect(rolesWith('settings.edit')).toEqual(['owner'])
})
