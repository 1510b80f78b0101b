import { expect, test } from 'vitest'
import {
  addOperator,
  addOperatorWithPassword,
  changeRole,
  findOperator,
  hasOwner,
} from './operators.ts'
import { onBothDatabases } from './test-databases.ts'

onBothDatabases((database) => {
  test('an installation has an owner only when the owner can sign in', async () => {
    const { sql: db } = database()
    await addOperator(db, { id: 'training-owner', name: 'Olive', role: 'owner' })
    expect(await hasOwner(db)).toBe(false)
    await addOperatorWithPassword(db, {
      name: 'Ada',
      role: 'owner',
      email: 'Ada@Example.com',
      passwordHash: 'hash',
    })
    expect(await hasOwner(db)).toBe(true)
  })

  test('an address belongs to one operator, however it is written', async () => {
    const mo = { name: 'Mo', role: 'moderator', passwordHash: 'hash' } as const
    expect(
      await addOperatorWithPassword(database().sql, { ...mo, email: 'mo@example.com' }),
    ).toMatchObject({ name: 'Mo', role: 'moderator' })
    expect(
      await addOperatorWithPassword(database().sql, { ...mo, email: 'MO@example.com' }),
    ).toBeUndefined()
  })

  test('an operator added again stays as they were', async () => {
    const { sql: db } = database()
    const sam = { id: 'training-support', name: 'Sam', role: 'support' } as const
    await addOperator(db, sam)
    await addOperator(db, { ...sam, role: 'owner' })
    expect(await findOperator(db, sam.id)).toEqual(sam)
  })

  test('another role is another role from now on, for that operator alone', async () => {
    const { sql: db } = database()
    await addOperator(db, { id: 'a', name: 'A', role: 'admin' })
    await addOperator(db, { id: 'b', name: 'B', role: 'admin' })
    await changeRole(database(), 'a', 'support')
    expect(await findOperator(db, 'a')).toEqual({ id: 'a', name: 'A', role: 'support' })
    expect(await findOperator(db, 'b')).toEqual({ id: 'b', name: 'B', role: 'admin' })
  })
})
