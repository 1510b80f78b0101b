import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { Kysely, PGliteDialect, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'
import { lockDirectory } from './directory-lock.ts'
import { embeddedEvents, type Events, postgresEvents } from './events.ts'
import { migrate } from './migrations.ts'
import type { Tables } from './tables.ts'

/** The longest a transaction may stay open: a network call inside one would pass it. */
const TRANSACTION_LIMIT_MS = 250
const POOL_SIZE = 10

export type Database = {
  kind: 'embedded' | 'postgres'
  sql: Kysely<Tables>
  events: Events
  /**
   * One transaction. The embedded database has a single connection, so nobody else is served while
   * it is open. @throws after rolling back, when it took longer than 250 ms and `isStrict` is on.
   */
  inTransaction<T>(work: (transaction: Transaction<Tables>) => Promise<T>): Promise<T>
  isReady(): Promise<boolean>
  close(): Promise<void>
}

export type DatabaseOptions = {
  /** Postgres 15 or newer; without it, Postgres as WebAssembly inside this process. */
  databaseUrl?: string | undefined
  dataDir: string
  /** Tests: a transaction that is open too long fails. */
  isStrict?: boolean
}

/** Opens the database and brings its schema up to date. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { isStrict = false } = options
  const opened = options.databaseUrl
    ? await openPostgres(options.databaseUrl)
    : await openEmbedded(options.dataDir)
  try {
    await migrate(opened.sql)
  } catch (error) {
    await opened.close()
    throw error
  }
  return {
    ...opened,
    inTransaction: (work) =>
      opened.sql.transaction().execute(async (transaction) => {
        const startedAt = performance.now()
        const result = await work(transaction)
        const tookMs = Math.round(performance.now() - startedAt)
        if (isStrict && tookMs > TRANSACTION_LIMIT_MS) {
          throw new Error(
            `A transaction was open for ${tookMs} ms; ${TRANSACTION_LIMIT_MS} is the most`,
          )
        }
        return result
      }),
    isReady: () =>
      sql`SELECT 1`
        .execute(opened.sql)
        .then(() => true)
        .catch(() => false),
  }
}

type Opened = Pick<Database, 'kind' | 'sql' | 'events' | 'close'>

async function openEmbedded(dataDir: string): Promise<Opened> {
  const unlock = lockDirectory(dataDir)
  try {
    const folder = path.join(dataDir, 'database')
    mkdirSync(folder, { recursive: true })
    const pglite = await PGlite.create({ dataDir: folder })
    const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) })
    return {
      kind: 'embedded',
      sql: db,
      events: embeddedEvents(pglite),
      async close() {
        await db.destroy()
        if (!pglite.closed) await pglite.close()
        unlock()
      },
    }
  } catch (error) {
    unlock()
    throw error
  }
}

async function openPostgres(databaseUrl: string): Promise<Opened> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: POOL_SIZE })
  // A connection that breaks while idle is replaced at its next use.
  pool.on('error', () => undefined)
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  const events = postgresEvents(databaseUrl, db)
  return {
    kind: 'postgres',
    sql: db,
    events,
    async close() {
      await events.close()
      await db.destroy()
    },
  }
}
