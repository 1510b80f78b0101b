import { expect, test } from 'vitest'
import { ApiError } from '../../api/api-error.ts'
import { statusOf, type ErrorCode } from '../../../contract/errors.ts'
import { errors } from './errors.ts'

test.each([
  [['moderator', 'admin', 'owner'], 'Only a moderator, admin or owner can do this.'],
  [['admin', 'owner'], 'Only an admin or owner can do this.'],
  [['owner'], 'Only an owner can do this.'],
])('whom to ask reads as a sentence: %s', (roles, sentence) => {
  expect(errors.onlyRoles(roles)).toBe(sentence)
})

test.each(Object.keys(statusOf) as ErrorCode[])('%s has a title and a text', (code) => {
  const { title, text } = errors.of(new ApiError(code, 'for developers', {}, 'request-7'))
  expect(title).toMatch(/^\p{Lu}/u)
  expect(`${title} ${text}`).not.toMatch(/undefined|for developers/)
})
