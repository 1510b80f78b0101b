import { afterAll, beforeAll, expect, test } from 'vitest'
import { Secret } from '../secret.ts'
import { type Database, openDatabase } from '../store/database.ts'
import { addOperatorWithPassword, changeRole } from '../store/operators.ts'
import { type Place, postgresPlace } from '../store/test-databases.ts'
import { createSessions, type Sessions } from './sessions.ts'

const secret = new Secret('a secret of the tests, long enough for anybody')
const operator = {
  name: 'Ada',
  role: 'admin',
  email: 'ada@example.com',
  passwordHash: 'kept',
} as const
const passwords = { hash: async () => 'kept', verify: async () => true }

type Server = { database: Database; sessions: Sessions }
let place: Place
let here: Server
let there: Server
beforeAll(async () => {
  place = await postgresPlace()
  const server = async (): Promise<Server> => {
    const database = await openDatabase(place.options)
    const parts = { database, secret, publicUrl: 'http://localhost:3000', passwords }
    return { database, sessions: await createSessions(parts) }
  }
  here = await server()
  there = await server()
  await addOperatorWithPassword(here.database.sql, operator)
})
afterAll(async () => {
  await here.database.close()
  await there.database.close()
  await place.remove()
})

const ends: [what: string, end: (cookie: string, operatorId: string) => Promise<unknown>][] = [
  [
    'signing out',
    async (cookie) => {
      const session = await here.sessions.authenticate(cookie)
      return session && here.sessions.end(session)
    },
  ],
  ['another role', (_, operatorId) => changeRole(here.database, operatorId, 'support')],
]

test.each(ends)('%s on one server ends the session on another within a second', async (_, end) => {
  const answer = await here.sessions.signIn(operator.email, 'right')
  const cookie = answer?.cookie.split(';')[0] ?? ''
  expect(await here.sessions.authenticate(cookie)).toBeDefined()
  expect(await there.sessions.authenticate(cookie)).toBeDefined()

  await end(cookie, answer?.operator.id ?? '')
  expect(await here.sessions.authenticate(cookie)).toBeUndefined()
  await expect.poll(() => there.sessions.authenticate(cookie), { timeout: 1_000 }).toBeUndefined()
})
