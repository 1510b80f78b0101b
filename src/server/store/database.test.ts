import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { onBothDatabases } from './test-databases.ts'

const saved = { id: 'app-1', name: 'One', environment: 'unset' }

onBothDatabases((database) => {
  const count = async () =>
    Number(
      (
        await database()
          .sql.selectFrom('apps')
          .select((from) => from.fn.countAll().as('count'))
          .executeTakeFirstOrThrow()
      ).count,
    )

  test('a transaction that throws leaves nothing behind', async () => {
    const failed = database().inTransaction(async (transaction) => {
      await transaction.insertInto('apps').values(saved).execute()
      throw new Error('changed my mind')
    })
    await expect(failed).rejects.toThrow('changed my mind')
    expect(await count()).toBe(0)
  })

  test('a transaction open for more than 250 ms fails and leaves nothing behind', async () => {
    const slow = database().inTransaction(async (transaction) => {
      await transaction.insertInto('apps').values(saved).execute()
      await sleep(300)
    })
    await expect(slow).rejects.toThrow(/open for \d+ ms; 250 is the most/)
    expect(await count()).toBe(0)
  })

  test('a short transaction is kept', async () => {
    await database().inTransaction((transaction) =>
      transaction.insertInto('apps').values(saved).execute(),
    )
    expect(await count()).toBe(1)
  })

  test('it says that it is ready', async () => {
    expect(await database().isReady()).toBe(true)
  })
})
