import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createApi } from './api.ts'
import { createControlServer } from './control.ts'
import { openDatabase } from './database.ts'
import { Faults } from './faults.ts'
import type { Flags } from './flags.ts'
import { RateLimits } from './rate-limit.ts'
import { seedUsers } from './seed.ts'
import { createApiServer } from './server.ts'

export type Sandbox = { url: string; control: string | undefined; close(): Promise<void> }

/** Opens or fills the store and listens. */
export async function startSandbox(flags: Flags): Promise<Sandbox> {
  const database = openDatabase(flags.data)
  seedUsers(database, flags)
  const api = createApi(database, flags.taskMs)
  const faults = new Faults()
  const limits = new RateLimits(flags.rateLimits)
  const server = createApiServer({ api, credentials: flags, limits, faults })
  const url = await listen(server, flags.port, flags.host)

  const controlServer = createControlServer({
    database,
    faults,
    reset() {
      database.exec('DELETE FROM meta')
      seedUsers(database, flags)
    },
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
      api.close()
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
