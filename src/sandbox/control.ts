import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { DatabaseSync } from 'node:sqlite'
import { type Faults, parseFaults } from './faults.ts'

type Parts = { database: DatabaseSync; faults: Faults; reset(): void }

/**
 * The control port, for tests and training; bound to loopback by its caller.
 * `PUT /faults` sets the list of faults, `DELETE /faults` ends them, `POST /reset` puts the data
 * back, `GET /effects?after=N` reads what was changed, by which operation and when.
 */
export function createControlServer({ database, faults, reset }: Parts): Server {
  const routes: Record<string, (body: string, url: URL) => unknown> = {
    'PUT /faults': (body) => faults.set(parseFaults(body)),
    'DELETE /faults': () => faults.set([]),
    'POST /reset': () => reset(),
    'GET /effects': (_, url) =>
      database
        .prepare('SELECT * FROM effects WHERE seq > ? ORDER BY seq LIMIT 10000')
        .all(Number(url.searchParams.get('after') ?? 0)),
  }
  return createServer((request, response) => {
    void (async () => {
      const url = new URL(request.url ?? '/', 'http://control')
      const route = routes[`${request.method} ${url.pathname}`]
      let [status, answer]: [number, unknown] = [404, { message: 'No such control' }]
      try {
        if (route) [status, answer] = [200, route(await text(request), url) ?? {}]
      } catch (error) {
        ;[status, answer] = [400, { message: error instanceof Error ? error.message : 'Bad input' }]
      }
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(JSON.stringify(answer))
    })()
  })
}

async function text(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of request) body += String(chunk)
  return body
}
