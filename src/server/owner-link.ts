import { readConfig } from './config.ts'
import { createOwnerLink } from './session/owner-link.ts'
import { explain } from './start-failure.ts'
import { openDatabase } from './store/database.ts'
import { processHolding } from './store/directory-lock.ts'

/**
 * `npm run owner-link`: a new one-time link for a lost owner. With Postgres, or while no server
 * runs, it is made here; a running server that holds the embedded database prints it itself.
 */
async function main(): Promise<void> {
  const { DATABASE_URL: databaseUrl, DATA_DIR: dataDir, publicUrl } = readConfig(process.env)
  const pid = databaseUrl ? undefined : processHolding(dataDir)
  if (pid !== undefined) {
    process.kill(pid, 'SIGUSR2')
    console.log(`The running server (process ${pid}) has printed the link in its own output.`)
    return
  }
  const database = await openDatabase({ databaseUrl, dataDir })
  console.log(await createOwnerLink(database, publicUrl))
  await database.close()
}

await main().catch((error: unknown) => {
  console.error(explain(error))
  process.exit(1)
})
