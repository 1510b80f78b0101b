import { expect, test } from 'vitest'
import { authAdapter, authTables } from './auth-tables.ts'
import { addOperator } from './operators.ts'
import { onBothDatabases } from './test-databases.ts'
import { hashToken } from './token-hash.ts'

onBothDatabases((database) => {
  const model = 'session'
  const where = (token: string) => [{ field: 'token', value: token }]

  async function adapterWith(...tokens: string[]) {
    await addOperator(database().sql, { id: 'op', name: 'Op', role: 'admin' })
    const adapter = await authAdapter(database(), authTables)
    const now = new Date()
    for (const token of tokens) {
      const data = {
        ...{ token, userId: 'op', expiresAt: now, idleExpiresAt: now, steppedUpAt: now },
        ...{ createdAt: now, updatedAt: now, ipAddress: '', userAgent: '' },
      }
      expect(await adapter.create({ model, data })).toMatchObject({ token })
    }
    return adapter
  }

  const stored = async () =>
    (await database().sql.selectFrom('sessions').select('token_hash').execute()).map(
      (row) => row.token_hash,
    )

  test('the table holds a hash, and only the token finds it', async () => {
    const adapter = await adapterWith('found')
    expect(await stored()).toContain(hashToken('found'))
    expect(await stored()).not.toContain('found')
    expect(await adapter.findOne({ model, where: where('found') })).toMatchObject({
      token: 'found',
    })
    expect(await adapter.findOne({ model, where: where(hashToken('found')) })).toBeNull()
  })

  test('rows that were not asked for by token don’t give one away', async () => {
    const adapter = await adapterWith('listed-1', 'listed-2')
    const all = await adapter.findMany<{ token: string }>({ model })
    expect(all.map(({ token }) => token)).toEqual(
      expect.arrayContaining([hashToken('listed-1'), hashToken('listed-2')]),
    )
    const asked = await adapter.findMany<{ token: string }>({
      model,
      where: [{ field: 'token', operator: 'in', value: ['listed-1', 'listed-2'] }],
    })
    expect(asked.map(({ token }) => token).toSorted()).toEqual(['listed-1', 'listed-2'])
  })

  test('every way to change, count, take and remove by token finds the row', async () => {
    const adapter = await adapterWith('one', 'two', 'three')
    const userAgent = 'a browser'
    expect(
      await adapter.update({ model, where: where('one'), update: { userAgent } }),
    ).toMatchObject({ token: 'one', userAgent })
    expect(await adapter.updateMany({ model, where: where('one'), update: { userAgent } })).toBe(1)
    expect(await adapter.count({ model, where: where('one') })).toBe(1)
    expect(await adapter.consumeOne({ model, where: where('one') })).toMatchObject({ token: 'one' })
    expect(await adapter.count({ model, where: where('one') })).toBe(0)
    await adapter.delete({ model, where: where('two') })
    expect(await adapter.deleteMany({ model, where: where('three') })).toBe(1)
    for (const token of ['one', 'two', 'three']) {
      expect(await stored()).not.toContain(hashToken(token))
    }
  })

  test('a token that is replaced is hashed too, also inside a transaction', async () => {
    const adapter = await adapterWith('old')
    await adapter.transaction((transaction) =>
      transaction.update({ model, where: where('old'), update: { token: 'new' } }),
    )
    expect(await stored()).toContain(hashToken('new'))
    expect(await stored()).not.toContain(hashToken('old'))
  })
})
