import path from 'node:path'
import type { App } from '../contract/apps.ts'
import { createApp } from './app.ts'
import { type Config, readConfig } from './config.ts'
import { startSandboxProcess } from './sandbox-process.ts'
import { createOwnerLink } from './session/owner-link.ts'
import { keptSessionSecret } from './session/session-secret.ts'
import { explain } from './start-failure.ts'
import { saveApp } from './store/apps.ts'
import { type Database, openDatabase } from './store/database.ts'
import { hasOwner } from './store/operators.ts'
import { createHttpGateway } from './stream/http-gateway.ts'
import { createSandboxControl } from './training/sandbox-control.ts'

/** How long a stop may take; whatever still hangs then is left. */
const STOP_MS = 4_500
/** The app's name is only for show: a start does not wait long for it. */
const NAME_MS = 3_000

/** Beyond this, more requests would only make everybody wait longer. */
const MAX_EVENT_LOOP_DELAY_MS = 1_000

const clientFolder = path.resolve(import.meta.dirname, '../../dist')

/** What has been opened and how each is closed; the last one opened is the first to go. */
const opened: (() => Promise<unknown>)[] = []

async function closeAll(): Promise<void> {
  for (const close of opened.splice(0).toReversed()) await close()
}

async function start(config: Config): Promise<void> {
  // The database first: it refuses a folder that is in use before anything else is started there.
  const database = await openDatabase({
    databaseUrl: config.DATABASE_URL,
    dataDir: config.DATA_DIR,
  })
  opened.push(() => database.close())
  printLinkOnSignal(config, database)

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
  if (sandbox) opened.push(() => sandbox.stop())

  const stream = createHttpGateway(
    sandbox ?? {
      baseUrl: config.stream?.baseUrl ?? '',
      apiKey: config.stream?.apiKey ?? '',
      apiSecret: config.stream?.apiSecret.reveal() ?? '',
    },
  )
  opened.push(() => stream.close())

  const name = await stream.appName(AbortSignal.timeout(NAME_MS)).catch(() => undefined)
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
    maxEventLoopDelayMs: MAX_EVENT_LOOP_DELAY_MS,
    sessionSecret: config.sessionSecret ?? keptSessionSecret(config.DATA_DIR),
    sandbox: sandbox && createSandboxControl(sandbox.controlUrl),
    clientFolder,
  })
  opened.push(() => app.close())
  await app.listen({ port: config.PORT, host: config.HOST })
  await greet(config, database)
}

let isStopping = false

/** One signal stops in order, a second one at once. */
function stopOnSignal(): void {
  const onSignal = () => {
    if (isStopping) process.exit(1)
    isStopping = true
    setTimeout(() => process.exit(1), STOP_MS).unref()
    void closeAll().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
}

/** `npm run owner-link` asks a running server this way. */
function printLinkOnSignal({ publicUrl }: Config, database: Database): void {
  process.on('SIGUSR2', () => {
    void createOwnerLink(database, publicUrl).then((link) =>
      console.log(`A new owner link, for one use within an hour:\n${link}`),
    )
  })
}

async function greet({ publicUrl, stream, oneClick }: Config, database: Database): Promise<void> {
  console.log(`Steward is on ${publicUrl}`)
  console.log(stream ? 'Connected to your Stream app.' : 'Sandbox: made-up users, nothing real.')
  if (database.kind === 'embedded') {
    console.log('Evaluation storage: set DATABASE_URL to a Postgres for anything you rely on.')
  }
  if (oneClick !== 'offered' && !(await hasOwner(database.sql))) {
    console.log(
      'Nobody owns this installation yet. Whoever opens this link first becomes its owner,',
    )
    console.log(`once and within an hour: ${await createOwnerLink(database, publicUrl)}`)
  }
}

stopOnSignal()
try {
  await start(readConfig(process.env))
} catch (error) {
  // A start that is told to stop midway fails at whatever it was about to do.
  if (!isStopping) console.error(explain(error))
  await closeAll().catch(() => undefined)
  process.exit(1)
}
