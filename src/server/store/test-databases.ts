import { randomBytes } from 'node:crypto'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, inject } from 'vitest'
import { type Database, type DatabaseOptions, openDatabase } from './database.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A Postgres whose user may create databases. Both are from .ci/test-databases.ts. */
    postgresUrl: string
    /** The folder of an embedded database with nothing in it, to be copied. */
    emptyEmbedded: string
  }
}

/** An empty place for a database, for one test file. */
export type Place = { options: DatabaseOptions; remove(): Promise<void> }

/** A new database in the Postgres of this test run. */
export async function postgresPlace(): Promise<Place> {
  const url = new URL(inject('postgresUrl'))
  const name = `steward_${randomBytes(6).toString('hex')}`
  const own = new URL(url)
  own.pathname = name
  await query(url, `CREATE DATABASE ${name}`)
  return {
    options: { databaseUrl: own.href, dataDir: '', isStrict: true },
    remove: () => query(url, `DROP DATABASE ${name} WITH (FORCE)`),
  }
}

/** A new data directory for the embedded database. */
export async function embeddedPlace(): Promise<Place> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'steward-test-'))
  cpSync(inject('emptyEmbedded'), path.join(dataDir, 'database'), { recursive: true })
  return {
    options: { dataDir, isStrict: true },
    remove: async () => rmSync(dataDir, { recursive: true }),
  }
}

/** Runs the same tests on the embedded database and on a real Postgres, each fresh for this file. */
export function onBothDatabases(tests: (database: () => Database) => void): void {
  describe.each([
    ['the embedded database', embeddedPlace],
    ['Postgres', postgresPlace],
  ])('on %s', (_, placeOf) => {
    let place: Place
    let database: Database
    beforeAll(async () => {
      place = await placeOf()
      database = await openDatabase(place.options)
    })
    afterAll(async () => {
      await database.close()
      await place.remove()
    })
    tests(() => database)
  })
}

async function query(url: URL, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  await client.query(statement)
  await client.end()
}
