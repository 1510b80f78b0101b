import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { type Place, postgresPlace } from './store/test-databases.ts'
import {
  childrenOf,
  cookieIn,
  freePort,
  isAlive,
  killAll,
  post,
  run,
  startServer,
  stop,
  until,
} from './test-program.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'steward-main-'))
let postgres: Place
beforeAll(async () => {
  postgres = await postgresPlace()
})
afterEach(killAll)
afterAll(async () => {
  await postgres.remove()
  rmSync(folder, { recursive: true, force: true })
})

let folders = 0
const embedded = () => ({ DATA_DIR: path.join(folder, `data-${(folders += 1)}`) })
const onPostgres = () => ({ ...embedded(), DATABASE_URL: postgres.options.databaseUrl ?? '' })

/** A server in sandbox mode, and the list of users somebody there asks for. */
async function startSandboxMode(settings: Record<string, string> = {}) {
  const { program, url } = await startServer(folder, { ...onPostgres(), ...settings })
  const cookie = cookieIn(await post(url, '/api/sign-in/as', { role: 'owner' }))
  const list = async () => (await post(url, '/api/apps/sandbox/users/search', {}, cookie)).status
  const [sandbox = 0] = childrenOf(program)
  return { program, list, sandbox }
}

describe.skipIf(process.platform !== 'linux')('in sandbox mode', () => {
  test('it brings its sandbox back when that dies, and takes it along when it stops', async () => {
    const { program, list, sandbox } = await startSandboxMode()
    expect(program.output).toContain('Sandbox: made-up users, nothing real.')
    expect(await list()).toBe(200)

    process.kill(sandbox, 'SIGKILL')
    await until(() => !isAlive(sandbox))
    await until(async () => (await list()) === 200)
    const [next = 0] = childrenOf(program)
    expect(next).not.toBe(sandbox)

    const { code, tookMs } = await stop(program)
    expect(code).toBe(0)
    expect(tookMs).toBeLessThan(5_000)
    expect(isAlive(next)).toBe(false)
  })

  test('a server that is killed takes its sandbox along too', async () => {
    const { program, sandbox } = await startSandboxMode()
    program.child.kill('SIGKILL')
    await until(() => !isAlive(sandbox))
  })

  test('a start that is stopped midway leaves nothing behind and says nothing', async () => {
    const settings = { ...onPostgres(), PORT: String(await freePort()), SANDBOX_USERS: '100000' }
    const program = run('main.ts', folder, settings)
    await until(() => childrenOf(program).length > 0)
    const [sandbox = 0] = childrenOf(program)
    expect((await stop(program)).tookMs).toBeLessThan(5_000)
    expect(program.output).toBe('')
    await until(() => !isAlive(sandbox))
  })

  test('it stops within five seconds while Stream hangs and somebody waits', async () => {
    const controlPort = await freePort()
    const { program, list, sandbox } = await startSandboxMode({
      SANDBOX_CONTROL_PORT: String(controlPort),
    })
    const faults = JSON.stringify([{ endpoint: '*', kind: 'stall', ms: 60_000 }])
    await fetch(`http://127.0.0.1:${controlPort}/faults`, { method: 'PUT', body: faults })
    const waiting = list().catch(() => 503)
    expect((await stop(program)).tookMs).toBeLessThan(5_000)
    expect(isAlive(sandbox)).toBe(false)
    expect(await waiting).toBe(503)
  })

  test('the embedded database: one server per folder, and a new owner link at any time', async () => {
    const settings = embedded()
    const alone = run('owner-link.ts', folder, settings)
    expect(await alone.code).toBe(0)
    expect(alone.output).toMatch(/^http:\/\/localhost:3000\/claim#\S{20,}\n$/)

    const { program, url } = await startServer(folder, settings)
    expect(program.output).toContain('Evaluation storage')
    const second = run('main.ts', folder, { ...settings, PORT: String(await freePort()) })
    expect(await second.code).toBe(1)
    expect(second.output).toContain(`in use by process ${program.child.pid}`)
    expect(second.output.trim().split('\n')).toHaveLength(1)

    const asking = run('owner-link.ts', folder, settings)
    expect(await asking.code).toBe(0)
    const token = () => new RegExp(`${url}/claim#(\\S+)`).exec(program.output)?.[1]
    await until(() => token() !== undefined)
    const person = { name: 'Olive', email: 'olive@example.com', password: 'long enough to be one' }
    const claim = () => post(url, '/api/owner-link/claim', { token: token(), ...person })
    expect((await claim()).status).toBe(200)
    expect((await claim()).status, 'a link works once').toBe(410)
    expect((await stop(program)).code).toBe(0)
  })
})

describe('a start that fails says why in a line', () => {
  test('a port in use', async () => {
    const taken = createServer().listen(0, 'localhost')
    await once(taken, 'listening')
    onTestFinished(() => void taken.close())
    const { port } = taken.address() as AddressInfo
    const settings = { ...onPostgres(), PORT: String(port), SANDBOX_USERS: '10' }
    const program = run('main.ts', folder, settings)
    expect(await program.code).toBe(1)
    expect(program.output).toBe(`Port ${port} is in use. Set PORT to another one.\n`)
  })

  test('wrong settings, all of them', async () => {
    const settings = { PORT: 'x', SANDBOX_USERS: '-1', STREAM_API_SECRET: 'planted' }
    const program = run('main.ts', folder, settings)
    expect(await program.code).toBe(1)
    expect(program.output.trim().split('\n')).toEqual([
      'These settings are wrong:',
      'PORT: expected a whole number from 1 to 65535',
      'SANDBOX_USERS: expected a whole number from 1 to 5000000',
      'STREAM_API_KEY: expected the key the secret belongs to',
    ])
  })

  test('a database that is not there', async () => {
    const DATABASE_URL = `postgres://steward:planted@localhost:${await freePort()}/steward`
    const program = run('main.ts', folder, { ...embedded(), DATABASE_URL })
    expect(await program.code).toBe(1)
    expect(program.output).toBe("The database at DATABASE_URL can't be opened (ECONNREFUSED).\n")
  })
})
