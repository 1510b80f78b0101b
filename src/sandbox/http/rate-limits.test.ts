import { expect, test } from 'vitest'
import { RateLimits } from './rate-limits.ts'

const minute = 1_800_000_000_000

test('a limit of 60 a minute allows two in a second, then says when to come back', () => {
  const limits = new RateLimits(1)
  expect(limits.take('DeactivateUser', minute)).toMatchObject({
    'x-ratelimit-limit': '60',
    'x-ratelimit-remaining': '59',
    'x-ratelimit-reset': String(minute / 1_000 + 60),
  })
  limits.take('DeactivateUser', minute)
  expect(() => limits.take('DeactivateUser', minute)).toThrow('Too many requests')
  expect(() => limits.take('DeactivateUser', minute + 1_000)).not.toThrow()
})

test('after a minute of sixty calls nothing is left until the next minute', () => {
  const limits = new RateLimits(1)
  for (let call = 0; call < 60; call++)
    limits.take('GetTask', minute + Math.floor(call / 2) * 1_000)
  expect(() => limits.take('GetTask', minute + 40_000)).toThrow('Too many requests')
  expect(() => limits.take('GetTask', minute + 60_000)).not.toThrow()
})

test('operations have windows of their own, and off is off', () => {
  const limits = new RateLimits(1)
  for (let call = 0; call < 2; call++) limits.take('DeactivateUser', minute)
  expect(() => limits.take('QueryUsers', minute)).not.toThrow()
  const off = new RateLimits(Number.POSITIVE_INFINITY)
  for (let call = 0; call < 5_000; call++) off.take('DeactivateUser', minute)
})

test.each([
  ['GetApp', 10_000],
  ['QueryUsers', 1_000],
  ['UpdateUsersPartial', 300],
  ['Ban', 300],
  ['DeactivateUsers', 60],
  ['DeleteUsers', 60],
  ['GetTask', 60],
  ['constructor', 60],
])('%s may be called %i times a minute, and more by a factor', (operation, limit) => {
  expect(new RateLimits(1).state(operation, undefined, minute)).toEqual({
    limit,
    remaining: limit,
    reset: minute / 1_000 + 60,
  })
  expect(new RateLimits(2.5).state(operation).limit).toBe(limit * 2.5)
})
