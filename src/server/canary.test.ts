import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { postgresPlace } from './store/test-databases.ts'
import { cookieIn, killAll, post, run, startServer, stop, until } from './test-program.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'steward-canary-'))
afterAll(() => {
  killAll()
  rmSync(folder, { recursive: true, force: true })
})

const planted = {
  stream: 'planted-stream-secret-93b1',
  session: 'planted-session-secret-4c07-long-enough',
  password: 'planted-password-77aa-e51d',
}

/** A server with a real app, which is a sandbox it knows nothing about, that tells all it can. */
async function startTelling(databaseUrl: string) {
  const flags = ['--port=0', '--control=0', '--users=10', '--key=real']
  const stream = run('../sandbox/main.ts', folder, {}, [...flags, `--secret=${planted.stream}`])
  await until(() => stream.output.includes('ready'))
  const [baseUrl = '', control = ''] = stream.output.match(/http:\/\/[\w.:]+/g) ?? []
  const { program, url } = await startServer(folder, {
    DATA_DIR: folder,
    DATABASE_URL: databaseUrl,
    LOG_LEVEL: 'trace',
    STREAM_API_KEY: 'real',
    STREAM_API_SECRET: planted.stream,
    STREAM_BASE_URL: baseUrl,
    SESSION_SECRET: planted.session,
  })
  const breakStream = async () => {
    const faults = JSON.stringify([{ endpoint: '*', kind: 'body', body: 'html' }])
    await fetch(`${control}/faults`, { method: 'PUT', body: faults })
  }
  return { program, url, breakStream }
}

test('no secret comes out of a server with a real app, however much it says', async () => {
  const place = await postgresPlace()
  onTestFinished(() => place.remove())
  const { program, url, breakStream } = await startTelling(place.options.databaseUrl ?? '')
  expect(program.output).toContain('Connected to your Stream app.')
  await until(() => program.output.includes('/claim#'))
  const said: string[] = []
  const ask = async (where: string, body: object, cookie?: string) => {
    const answer = await post(url, where, body, cookie)
    // The one place where a session's token belongs.
    const headers = [...answer.headers].filter(([name]) => name !== 'set-cookie')
    said.push(JSON.stringify(headers), await answer.text())
    return answer
  }

  const token = new RegExp(`${url}/claim#(\\S+)`).exec(program.output)?.[1] ?? ''
  const person = { email: 'olive@example.com', password: planted.password }
  const cookie = cookieIn(await ask('/api/owner-link/claim', { token, name: 'Olive', ...person }))
  const search = '/api/apps/main/users/search'
  expect((await ask(search, {}, cookie)).status).toBe(200)
  expect((await ask(search, { limit: 'x' }, cookie)).status).toBe(400)
  expect((await ask('/api/sign-in', { ...person, extra: 1 })).status).toBe(400)
  expect((await ask('/api/sign-in', { ...person, password: 'wrong' })).status).toBe(401)
  expect((await ask('/api/sign-in', person)).status).toBe(200)
  expect((await ask('/api/nothing', {}, cookie)).status).toBe(404)
  await breakStream()
  expect((await ask(search, {}, cookie)).status).toBe(503)
  await stop(program)

  const { password: ofDatabase } = new URL(place.options.databaseUrl ?? '')
  const session = decodeURIComponent(cookie.split('=')[1] ?? '').split('.')[0] ?? ''
  expect(session.length, 'a token to look for').toBeGreaterThan(20)
  // The link is printed to be read, once, by whoever starts the server.
  const log = program.output.replace(token, '')
  expect(log.length, 'a log to look in').toBeGreaterThan(1_000)
  const secrets = [...Object.values(planted), session, token, `:${ofDatabase}@`]
  // A Postgres of the tests may have no password, or one too short to be told from chance.
  for (const secret of secrets.filter(({ length }) => length > 8)) {
    for (const form of formsOf(secret)) {
      expect(log, 'the log').not.toContain(form)
      expect(said.join('\n'), 'the answers').not.toContain(form)
    }
  }
})

/** Plain, hex, URL-encoded, and base64 in each of its three alignments. */
function formsOf(secret: string): string[] {
  const base64 = [0, 1, 2].map((offset) =>
    Buffer.from(' '.repeat(offset) + secret)
      .toString('base64')
      .slice(offset === 0 ? 0 : 4, -4),
  )
  return [secret, Buffer.from(secret).toString('hex'), encodeURIComponent(secret), ...base64]
}
