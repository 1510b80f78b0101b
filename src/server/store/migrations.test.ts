import { sql } from 'kysely'
import { getMigrations } from 'better-auth/db/migration'
import { expect, onTestFinished, test } from 'vitest'
import { saveApp } from './apps.ts'
import { authTables } from './auth-tables.ts'
import { type Database, openDatabase } from './database.ts'
import { embeddedPlace, onBothDatabases, postgresPlace } from './test-databases.ts'

const app = { id: 'main', name: 'Main', environment: 'unset' } as const

test.each([
  ['embedded', embeddedPlace],
  ['postgres', postgresPlace],
])('a second start migrates nothing and finds everything: %s', async (_, placeOf) => {
  const place = await placeOf()
  onTestFinished(place.remove)
  const first = await openDatabase(place.options)
  await saveApp(first, app)
  await first.close()

  const second = await openDatabase(place.options)
  expect(await second.sql.selectFrom('apps').selectAll().execute()).toEqual([app])
  await second.close()
})

test('servers that start at once on an empty Postgres migrate it once', async () => {
  const place = await postgresPlace()
  onTestFinished(place.remove)
  const opened = await Promise.all([1, 2, 3].map(() => openDatabase(place.options)))
  const [{ sql: db } = {} as Database] = opened
  const ran = await sql<{ name: string }>`SELECT name FROM kysely_migration`.execute(db)
  expect(ran.rows.length).toBe(new Set(ran.rows.map(({ name }) => name)).size)
  await Promise.all(opened.map((database) => database.close()))
})

onBothDatabases((database) => {
  test('better-auth finds every table and column it expects', async () => {
    const { toBeCreated, toBeAdded } = await getMigrations({
      ...authTables,
      emailAndPassword: { enabled: true },
      // It minds that an operator of the sandbox has no address.
      logger: { disabled: true },
      database: { db: database().sql, type: 'postgres' },
    })
    expect([...toBeCreated, ...toBeAdded]).toEqual([])
  })
})
