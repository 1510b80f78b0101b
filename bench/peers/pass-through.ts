import { createServer } from 'node:http'
import { Pool } from 'undici'

/**
 * The peer of the list route: a bare proxy that hands one fixed query to Stream and its answer
 * back, unread. `node pass-through.ts PORT STREAM_URL PATH TOKEN`
 */
const [port, stream = '', path = '', token = ''] = process.argv.slice(2)
const pool = new Pool(stream, { connections: 16 })

createServer((request, response) => {
  void (async () => {
    for await (const _ of request) {
      // The body is read, as any server has to, and dropped.
    }
    const answer = await pool.request({
      method: 'GET',
      path,
      headers: { authorization: token, 'stream-auth-type': 'jwt' },
    })
    const body = Buffer.from(await answer.body.arrayBuffer())
    response.writeHead(answer.statusCode, {
      'content-type': 'application/json',
      'content-length': body.length,
    })
    response.end(body)
  })()
}).listen(Number(port), '127.0.0.1', () => {
  process.stdout.write('ready\n')
})
