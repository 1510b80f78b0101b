import { expect, test } from 'vitest'
import { everyone, type UserFilter } from '../../contract/user-filter.ts'
import { hasMoreThanRoles, rolesIn, withRoles } from './role-rule.ts'

const banned = { field: 'banned', operator: 'eq', value: true } as const

test('roles are put in, changed and taken out, and other rules stay', () => {
  const start: UserFilter = { ...everyone, rules: [banned] }
  const admins = withRoles(start, ['admin'])
  expect(rolesIn(admins)).toEqual(['admin'])
  expect(hasMoreThanRoles(admins)).toBe(true)
  expect(rolesIn(withRoles(admins, ['guest', 'user']))).toEqual(['guest', 'user'])
  expect(withRoles(admins, [])).toEqual(start)
})

test('a link that asks for one role by equality is understood', () => {
  const filter: UserFilter = {
    ...everyone,
    rules: [{ field: 'role', operator: 'eq', value: 'admin' }],
  }
  expect(rolesIn(filter)).toEqual(['admin'])
  expect(hasMoreThanRoles(filter)).toBe(false)
})
