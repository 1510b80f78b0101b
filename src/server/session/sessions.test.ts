import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { Secret } from '../secret.ts'
import { addOperatorWithPassword, changeRole } from '../store/operators.ts'
import { onBothDatabases } from '../store/test-databases.ts'
import { hashToken } from '../store/token-hash.ts'
import { argon2id } from './password.ts'
import { createSessions } from './sessions.ts'

const MINUTE_MS = 60_000
const password = 'correct horse battery staple'
const secret = new Secret('a secret of the tests, long enough for anybody')
/** What the browser sends back of a Set-Cookie header. */
const sent = (cookie: string | undefined) => cookie?.split(';')[0] ?? ''
const tokenOf = (cookie: string) => decodeURIComponent(sent(cookie)).split(/[=.]/)[1] ?? ''

onBothDatabases((database) => {
  /** A server with a clock that can be moved, and an operator who has signed in. */
  async function signedIn() {
    let moment = Date.now()
    const parts = { database: database(), secret, publicUrl: 'http://localhost:3000' }
    const sessions = await createSessions({ ...parts, now: () => new Date(moment) })
    const email = `${randomUUID()}@example.com`
    const passwordHash = await argon2id.hash(password)
    await addOperatorWithPassword(parts.database.sql, {
      ...{ name: 'Ada', role: 'admin', email, passwordHash },
    })
    const answer = await sessions.signIn(email, password)
    if (!answer) throw new Error('The password was right')
    return {
      ...{ parts, sessions, email, ...answer, startedAt: moment },
      seen: () => sessions.authenticate(sent(answer.cookie)),
      pass: (minutes: number) => void (moment += minutes * MINUTE_MS),
      row: () =>
        parts.database.sql
          .selectFrom('sessions')
          .where('token_hash', '=', hashToken(tokenOf(answer.cookie)))
          .selectAll()
          .executeTakeFirst(),
    }
  }

  test('the table holds the token’s hash, and neither token, cookie nor password', async () => {
    const { cookie, row } = await signedIn()
    expect(await row()).toBeDefined()
    const { sql: db } = database()
    const everything = JSON.stringify([
      await db.selectFrom('sessions').selectAll().execute(),
      await db.selectFrom('operators').selectAll().execute(),
      await db.selectFrom('accounts').selectAll().execute(),
    ])
    expect(tokenOf(cookie)).toHaveLength(32)
    expect(everything).not.toContain(tokenOf(cookie))
    expect(everything).not.toContain(password)
  })

  test('the cookie is closed to scripts, other sites and other hosts', async () => {
    const { cookie } = await signedIn()
    const [value, ...attributes] = cookie.split('; ')
    expect(value).toMatch(/^__Host-steward=/)
    expect(attributes.toSorted()).toEqual([
      ...['HttpOnly', 'Max-Age=28800', 'Path=/', 'SameSite=Strict', 'Secure'],
    ])
  })

  test('a session knows its operator, its limits and when its password was given', async () => {
    const { operator, seen, row, startedAt } = await signedIn()
    expect(operator).toMatchObject({ name: 'Ada', role: 'admin' })
    expect(await seen()).toEqual({
      id: (await row())?.id,
      operator,
      idleUntil: new Date(startedAt + 15 * MINUTE_MS).toISOString(),
      endsAt: new Date(startedAt + 8 * 60 * MINUTE_MS).toISOString(),
    })
    expect((await row())?.stepped_up_at).toEqual(new Date(startedAt))
  })

  test('a page that only listens does not keep a session from ending', async () => {
    const { sessions, cookie, pass } = await signedIn()
    for (let minutes = 0; minutes < 15; minutes += 5) {
      expect(await sessions.authenticate(sent(cookie), false)).toBeDefined()
      pass(5)
    }
    expect(await sessions.authenticate(sent(cookie), false)).toBeUndefined()
  })

  test('fifteen minutes without a request end it, and its row goes', async () => {
    const { pass, seen, row } = await signedIn()
    pass(14)
    expect(await seen()).toBeDefined()
    pass(14)
    expect(await seen()).toBeDefined()
    pass(15)
    expect(await seen()).toBeUndefined()
    expect(await row()).toBeUndefined()
  })

  test('a limit moved by another server that was not heard keeps the row', async () => {
    const { parts, cookie, pass, seen, row } = await signedIn()
    await seen()
    await parts.database.sql
      .updateTable('sessions')
      .set({ idle_expires_at: new Date(Date.now() + 60 * MINUTE_MS) })
      .where('token_hash', '=', hashToken(tokenOf(cookie)))
      .execute()
    pass(15)
    await seen()
    expect(await row()).toBeDefined()
  })

  test('eight hours end it, however busy it is', async () => {
    const { pass, seen, startedAt } = await signedIn()
    for (let minutes = 0; minutes < 8 * 60 - 10; minutes += 10) {
      pass(10)
      expect((await seen())?.endsAt).toBe(new Date(startedAt + 8 * 60 * MINUTE_MS).toISOString())
    }
    pass(10)
    expect(await seen()).toBeUndefined()
  })

  test('requests within a minute move no limit, so that they write nothing', async () => {
    const { pass, seen, row } = await signedIn()
    const before = (await row())?.idle_expires_at
    pass(0.9)
    expect((await seen())?.idleUntil).toBe(before?.toISOString())
    expect((await row())?.idle_expires_at).toEqual(before)
  })

  test('its step-up time stays when its idle limit moves', async () => {
    const { pass, seen, row, startedAt } = await signedIn()
    pass(10)
    await seen()
    expect(await row()).toMatchObject({
      stepped_up_at: new Date(startedAt),
      idle_expires_at: new Date(startedAt + 25 * MINUTE_MS),
    })
  })

  test('every sign-in has a token of its own', async () => {
    const { sessions, email, cookie } = await signedIn()
    const again = await sessions.signIn(email, password)
    expect(tokenOf(again?.cookie ?? '')).toHaveLength(32)
    expect(tokenOf(again?.cookie ?? '')).not.toBe(tokenOf(cookie))
  })

  test('signing out ends that session at once, on every server, and no other', async () => {
    const { parts, sessions, email, seen, cookie } = await signedIn()
    const elsewhere = await createSessions(parts)
    const other = await sessions.signIn(email, password)
    const session = await elsewhere.authenticate(sent(cookie))
    if (!session) throw new Error('Both servers know the session')

    const gone = await sessions.end(session)
    expect(gone).toMatch(/^__Host-steward=; Max-Age=0; .*Secure/)
    expect(await elsewhere.authenticate(sent(cookie))).toBeUndefined()
    expect(await seen()).toBeUndefined()
    expect(await elsewhere.authenticate(sent(other?.cookie))).toBeDefined()
  })

  test('another role ends all sessions of that operator at once, and nobody else’s', async () => {
    const ada = await signedIn()
    const second = await ada.sessions.signIn(ada.email, password)
    const mo = await signedIn()
    await changeRole(database(), ada.operator.id, 'support')
    expect(await ada.seen()).toBeUndefined()
    expect(await ada.sessions.authenticate(sent(second?.cookie))).toBeUndefined()
    expect(await mo.seen()).toBeDefined()
    const again = await ada.sessions.signIn(ada.email, password)
    expect(again?.operator.role).toBe('support')
  })

  test('whoever reads the table can’t make a cookie of it', async () => {
    const { sessions, cookie, parts } = await signedIn()
    const row = await parts.database.sql.selectFrom('sessions').selectAll().execute()
    for (const { token_hash: hash } of row) {
      const forged = sent(cookie).replace(tokenOf(cookie), hash)
      expect(await sessions.authenticate(forged)).toBeUndefined()
    }
    const other = await createSessions({ ...parts, secret: new Secret('x'.repeat(40)) })
    expect(await other.authenticate(sent(cookie))).toBeUndefined()
  })

  test('sessions that have ended leave the table at the next sign-in', async () => {
    const { sessions, email, pass, row } = await signedIn()
    pass(16)
    await sessions.signIn(email, password)
    expect(await row()).toBeUndefined()
  })

  test('an unknown address costs as many password hashes as a wrong password', async () => {
    const { parts, email } = await signedIn()
    let hashes = 0
    const counted = <A, B>(work: (given: A) => Promise<B>) => {
      return (given: A) => {
        hashes += 1
        return work(given)
      }
    }
    const passwords = { hash: counted(argon2id.hash), verify: counted(argon2id.verify) }
    const sessions = await createSessions({ ...parts, passwords })
    expect(await sessions.signIn(email, 'wrong')).toBeUndefined()
    expect(hashes).toBe(1)
    expect(await sessions.signIn('nobody@example.com', 'wrong')).toBeUndefined()
    expect(hashes).toBe(2)
  })
})
