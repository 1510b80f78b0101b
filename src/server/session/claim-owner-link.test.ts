import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { onBothDatabases } from '../store/test-databases.ts'
import { claimLink } from './claim-owner-link.ts'
import { createOwnerLink } from './owner-link.ts'
import { argon2id } from './password.ts'

const HOUR_MS = 3_600_000
const expired = expect.objectContaining({ code: 'link_expired' })

onBothDatabases((database) => {
  const newToken = async (now = new Date()) => {
    const link = new URL(await createOwnerLink(database(), 'https://steward.example', now))
    expect(link.href).toMatch(/^https:\/\/steward\.example\/claim#[\w-]{43}$/)
    return link.hash.slice(1)
  }
  const claim = (token: string, { email = `${randomUUID()}@example.com`, now = new Date() } = {}) =>
    claimLink(
      database(),
      argon2id,
      { token, name: 'Olive', email, password: 'correct horse battery staple' },
      now,
    )

  test('the link makes an owner, once', async () => {
    const token = await newToken()
    expect(await claim(token)).toMatchObject({ name: 'Olive', role: 'owner' })
    await expect(claim(token)).rejects.toEqual(expired)
  })

  test('the table holds the link’s hash and not its token', async () => {
    const token = await newToken()
    const rows = await database().sql.selectFrom('owner_links').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(token)
  })

  test('it works for an hour and not a moment longer', async () => {
    const madeAt = new Date()
    const last = new Date(madeAt.getTime() + HOUR_MS - 1)
    const late = new Date(madeAt.getTime() + HOUR_MS)
    await expect(claim(await newToken(madeAt), { now: late })).rejects.toEqual(expired)
    expect(await claim(await newToken(madeAt), { now: last })).toMatchObject({ role: 'owner' })
  })

  test('a token nobody made is worth nothing', async () => {
    await expect(claim('x'.repeat(43))).rejects.toEqual(expired)
  })

  test('of people who claim it at once exactly one becomes the owner', async () => {
    const token = await newToken()
    const before = await database().sql.selectFrom('operators').selectAll().execute()
    const claims = await Promise.allSettled([1, 2, 3, 4].map(() => claim(token)))
    expect(claims.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const one of claims) if (one.status === 'rejected') expect(one.reason).toEqual(expired)
    const after = await database().sql.selectFrom('operators').selectAll().execute()
    expect(after).toHaveLength(before.length + 1)
  })

  test('an address that is taken is said, and the link still works', async () => {
    const email = 'taken@example.com'
    await claim(await newToken(), { email })
    const token = await newToken()
    await expect(claim(token, { email: 'Taken@example.com' })).rejects.toEqual(
      expect.objectContaining({ code: 'conflict', details: { because: 'email-taken' } }),
    )
    expect(await claim(token)).toMatchObject({ role: 'owner' })
  })

  test('a new link leaves earlier ones as they are, and old ones go', async () => {
    const yesterday = new Date(Date.now() - 25 * HOUR_MS - 1)
    await newToken(yesterday)
    const first = await newToken()
    await newToken()
    expect(await claim(first)).toMatchObject({ role: 'owner' })
    const old = await database()
      .sql.selectFrom('owner_links')
      .where('expires_at', '<', new Date(Date.now() - 24 * HOUR_MS))
      .selectAll()
      .execute()
    expect(old).toEqual([])
  })
})
