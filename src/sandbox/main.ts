import { readFileSync } from 'node:fs'
import { type Fault, parseFaults } from './faults/fault.ts'
import { type Flags, readFlags } from './flags.ts'
import { startSandbox } from './sandbox.ts'

/** `npm run sandbox -- --port 3030 --users 20000 --seed 1 --data DIR --faults FILE`; see flags.ts. */
async function main(): Promise<void> {
  let flags: Flags
  let faults: Fault[]
  try {
    flags = readFlags(process.argv.slice(2))
    faults = flags.faults ? parseFaults(readFileSync(flags.faults, 'utf8')) : []
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  }
  const sandbox = await startSandbox(flags, faults)
  const control = sandbox.control ? `, control ${sandbox.control}` : ''
  console.log(`sandbox ready on ${sandbox.url} (${flags.users} users)${control}`)

  const stop = () => {
    void sandbox.close().then(() => process.exit(0))
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  // Started by the server: it ends with it, also when the server was killed.
  process.once('disconnect', stop)
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
