import type { App } from '../contract/apps.ts'
import { createApp } from './app.ts'
import { BadConfig, type Config, readConfig } from './config.ts'
import { startSandboxProcess } from './sandbox-process.ts'
import { createOwnerLink } from './session/owner-link.ts'
import { saveApp } from './store/apps.ts'
import { type Database, openDatabase } from './store/database.ts'
import { DirectoryInUse } from './store/directory-lock.ts'
import { hasOwner } from './store/operators.ts'
import { createHttpGateway } from './stream/http-gateway.ts'

/** How long a stop may take; whatever still hangs then is left. */
const STOP_MS = 4_500

async function main(): Promise<void> {
  const config = readConfig(process.env)
  // The database first: it refuses a folder that is in use before anything else is started there.
  const database = await openDatabase({
    databaseUrl: config.DATABASE_URL,
    dataDir: config.DATA_DIR,
  })
  const sandbox = config.stream
    ? undefined
    : await startSandboxProcess({
        users: config.SANDBOX_USERS,
        port: config.SANDBOX_PORT,
        controlPort: config.SANDBOX_CONTROL_PORT,
        rateLimits: config.SANDBOX_RATE_LIMITS,
        dataDir: config.DATA_DIR,
        warn: (message) => console.warn(message),
      })
  const stream = createHttpGateway(
    sandbox ?? {
      baseUrl: config.stream?.baseUrl ?? '',
      apiKey: config.stream?.apiKey ?? '',
      apiSecret: config.stream?.apiSecret.reveal() ?? '',
    },
  )
  const name = await stream.appName().catch(() => undefined)
  const connected: App = {
    id: sandbox ? 'sandbox' : 'main',
    name: name ?? 'Stream app',
    environment: sandbox ? 'sandbox' : 'unset',
  }
  await saveApp(database, connected)
  const app = await createApp({
    app: connected,
    stream,
    database,
    publicUrl: config.publicUrl,
    mode: sandbox ? 'sandbox' : 'real',
    oneClick: config.oneClick,
    logLevel: config.LOG_LEVEL,
    requestsPerMinute: config.REQUESTS_PER_MINUTE,
  })
  stopInOrder(async () => {
    await app.close()
    await Promise.all([stream.close(), sandbox?.stop()])
    await database.close()
  })
  await app.listen({ port: config.PORT, host: config.HOST })
  await greet(config, database)
}

/** One signal stops in order, a second one at once. */
function stopInOrder(stop: () => Promise<void>): void {
  let isStopping = false
  const onSignal = () => {
    if (isStopping) process.exit(1)
    isStopping = true
    setTimeout(() => process.exit(1), STOP_MS).unref()
    void stop().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
}

async function greet(config: Config, database: Database): Promise<void> {
  const lines = [`Steward is on ${config.publicUrl}`]
  lines.push(
    config.stream ? 'Connected to your Stream app.' : 'Sandbox: made-up users, nothing real.',
  )
  if (database.kind === 'embedded') {
    lines.push('Evaluation storage: set DATABASE_URL to a Postgres for anything you rely on.')
  }
  if (config.oneClick !== 'offered' && !(await hasOwner(database.sql))) {
    lines.push(
      'Nobody owns this installation yet. Open this link once, within an hour, to become its owner:',
      await createOwnerLink(database, config.publicUrl),
    )
  }
  process.on('SIGUSR2', () => {
    void createOwnerLink(database, config.publicUrl).then((link) =>
      console.log(`A new owner link, for one use within an hour:\n${link}`),
    )
  })
  console.log(lines.join('\n'))
}

await main().catch((error: unknown) => {
  const { code, port } = error as NodeJS.ErrnoException & { port?: number }
  if (error instanceof BadConfig) console.error(`These settings are wrong:\n${error.message}`)
  else if (error instanceof DirectoryInUse) console.error(error.message)
  else if (code === 'EADDRINUSE') console.error(`Port ${port} is in use. Set PORT to another one.`)
  else console.error(error)
  process.exit(1)
})
