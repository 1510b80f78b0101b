import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { everyone } from '../../contract/user-filter.ts'
import type { Refusal } from '../http/refusal.ts'
import type { UsersRequest } from './gateway.ts'
import { createHttpGateway, type HttpGatewayOptions } from './http-gateway.ts'

export const anyUser: UsersRequest = {
  filter: everyone,
  sort: [],
  limit: 1,
  includeDeactivated: false,
}

/** A gateway that does not wait long, to a server in Stream's place; closed by what it returns. */
export function hastyGateway(options: Partial<HttpGatewayOptions> & { baseUrl: string }) {
  return createHttpGateway({
    apiKey: 'key',
    apiSecret: 'secret',
    attemptMs: 200,
    deadlineMs: 500,
    ...options,
  })
}

/** A server in Stream's place, with the requests it was sent. */
export async function standIn(answer: RequestListener) {
  const requests: IncomingMessage[] = []
  const server = createServer((request, response) => {
    requests.push(request)
    request.resume()
    answer(request, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const gateway = hastyGateway({ baseUrl })
  return {
    requests,
    baseUrl,
    gateway,
    async close() {
      await gateway.close()
      server.closeAllConnections()
      server.close()
    },
  }
}

/** What a call is refused with. */
export async function refusalOf(call: Promise<unknown>): Promise<Refusal> {
  return call.then(
    () => {
      throw new Error('Not refused')
    },
    (error: Refusal) => error,
  )
}
