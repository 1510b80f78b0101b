import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { PGlite } from '@electric-sql/pglite'
import { type Kysely, sql } from 'kysely'
import pg from 'pg'
import type { Tables } from './tables.ts'

/** Hints between servers that share a database, over LISTEN and NOTIFY. Not kept, not guaranteed. */
export type Events = {
  /**
   * Listeners of this server have heard it when this resolves, those of others soon after.
   *
   * @param payload  JSON text of at most 7,900 bytes.
   */
  publish(channel: string, payload: string): Promise<void>
  /** Returns the function that ends it. */
  subscribe(channel: string, listener: (payload: string) => void): Promise<() => Promise<void>>
}

export function embeddedEvents(pglite: PGlite): Events {
  return {
    async publish(channel, payload) {
      await pglite.query('SELECT pg_notify($1, $2)', [channel, payload])
    },
    subscribe: (channel, listener) => pglite.listen(quoted(channel), listener),
  }
}

const RECONNECT_MS = 1_000

/** One connection listens for everybody here, and comes back after it breaks. */
export function postgresEvents(
  databaseUrl: string,
  db: Kysely<Tables>,
): Events & { close(): Promise<void> } {
  const listeners = new Map<string, Set<(payload: string) => void>>()
  // Who published it stands before each payload, so that our own is not heard twice.
  const origin = randomUUID()
  let client: Promise<pg.Client> | undefined
  let isClosed = false

  function hear(channel: string, payload: string): void {
    for (const listener of listeners.get(channel) ?? []) listener(payload)
  }

  async function connect(): Promise<pg.Client> {
    const next = new pg.Client({ connectionString: databaseUrl })
    next.on('notification', ({ channel, payload = '' }) => {
      const space = payload.indexOf(' ')
      if (payload.slice(0, space) !== origin) hear(channel, payload.slice(space + 1))
    })
    next.on('error', () => {
      client = undefined
      if (!isClosed) void reconnect()
    })
    await next.connect()
    for (const channel of listeners.keys()) await next.query(`LISTEN ${quoted(channel)}`)
    return next
  }

  async function reconnect(): Promise<void> {
    while (!isClosed && !client) {
      await sleep(RECONNECT_MS, undefined, { ref: false })
      client ??= connect()
      await client.catch(() => {
        client = undefined
      })
    }
  }

  return {
    async publish(channel, payload) {
      await sql`SELECT pg_notify(${channel}, ${`${origin} ${payload}`})`.execute(db)
      hear(channel, payload)
    },
    async subscribe(channel, listener) {
      const existing = listeners.get(channel)
      listeners.set(channel, (existing ?? new Set()).add(listener))
      client ??= connect()
      if (!existing) await (await client).query(`LISTEN ${quoted(channel)}`)
      return async () => {
        listeners.get(channel)?.delete(listener)
      }
    },
    async close() {
      isClosed = true
      await (await client?.catch(() => undefined))?.end()
    },
  }
}

function quoted(channel: string): string {
  return `"${channel.replaceAll('"', '""')}"`
}
