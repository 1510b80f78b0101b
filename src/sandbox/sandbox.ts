import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { operationsOf, worksOf } from './api.ts'
import { createControlServer } from './control/control-server.ts'
import type { Fault } from './faults/fault.ts'
import { Faults } from './faults/faults.ts'
import type { Flags } from './flags.ts'
import { createApiServer } from './http/api-server.ts'
import { RateLimits } from './http/rate-limits.ts'
import { liftExpiredBans } from './moderation/bans.ts'
import { Raid } from './raid.ts'
import { openSeeded, seedStore } from './seed/seed.ts'
import { storeOver } from './store/store.ts'
import { Tasks } from './tasks/tasks.ts'
import { nothingBefore, nowMicros } from './time.ts'
import { Webhooks } from './webhooks/webhooks.ts'

export type Sandbox = { url: string; control: string | undefined; close(): Promise<void> }

const BAN_CHECK_MS = 1_000

/** Opens or fills the store and listens. @param firstFaults  in force from the start. */
export async function startSandbox(flags: Flags, firstFaults: Fault[] = []): Promise<Sandbox> {
  const database = openSeeded(flags)
  const store = storeOver(database)
  nothingBefore(store.users.lastChange())
  liftExpiredBans(store)
  const faults = new Faults()
  faults.set(firstFaults, flags.seed)
  const limits = new RateLimits(flags.rateLimits)
  const webhooks = new Webhooks(store, flags, faults)
  const tell = () => webhooks.sendNew()
  const tasks = new Tasks(database, flags.taskMs, worksOf(store), tell)
  const raid = new Raid(store, tell)
  const banWatch = setInterval(() => liftExpiredBans(store), BAN_CHECK_MS)

  const operations = operationsOf({ store, tasks, limits, secret: flags.secret })
  const server = createApiServer({
    operations,
    store,
    credentials: flags,
    limits,
    faults,
    onCalled: tell,
  })
  const url = await listen(server, flags.port, flags.host)
  const controlServer = createControlServer({
    faults,
    effects: store.effects,
    raid,
    reset() {
      raid.stop()
      tasks.close()
      seedStore(database, flags)
      const cause = { operation: 'Reset', requestId: null }
      store.effects.record(cause, '*', 'started again', nowMicros())
    },
    state: () => ({
      users: store.users.count(),
      seed: flags.seed,
      url,
      apiKey: flags.key,
      endpoints: operations.map(({ name }) => name),
    }),
  })
  // Loopback whatever the host is: whoever reaches this port can break and reset the sandbox.
  const control =
    flags.control === undefined
      ? undefined
      : await listen(controlServer, flags.control, '127.0.0.1')
  return {
    url,
    control,
    async close() {
      clearInterval(banWatch)
      raid.stop()
      tasks.close()
      webhooks.close()
      await Promise.all([stop(server), stop(controlServer)])
      database.close()
    },
  }
}

async function listen(server: Server, port: number, host: string): Promise<string> {
  server.listen(port, host)
  await once(server, 'listening')
  return `http://${host}:${(server.address() as AddressInfo).port}`
}

async function stop(server: Server): Promise<void> {
  if (!server.listening) return
  server.close()
  server.closeAllConnections()
  await once(server, 'close')
}
