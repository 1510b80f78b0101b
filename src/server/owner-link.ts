import { BadConfig, readConfig } from './config.ts'
import { createOwnerLink } from './session/owner-link.ts'
import { openDatabase } from './store/database.ts'
import { processHolding } from './store/directory-lock.ts'

/**
 * `npm run owner-link`: a new one-time link for a lost owner. With Postgres, or while no server
 * runs, it is made here; a running server that holds the embedded database prints it itself.
 */
async function main(): Promise<void> {
  const config = readConfig(process.env)
  const pid = config.DATABASE_URL ? undefined : processHolding(config.DATA_DIR)
  if (pid !== undefined) {
    process.kill(pid, 'SIGUSR2')
    console.log(`The running server (process ${pid}) has printed the link in its own output.`)
    return
  }
  const database = await openDatabase({
    databaseUrl: config.DATABASE_URL,
    dataDir: config.DATA_DIR,
  })
  console.log(await createOwnerLink(database, config.publicUrl))
  await database.close()
}

await main().catch((error: unknown) => {
  console.error(error instanceof BadConfig ? `These settings are wrong:\n${error.message}` : error)
  process.exit(1)
})
