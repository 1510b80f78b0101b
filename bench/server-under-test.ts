import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** A sandbox and a server of their own on free data, for one benchmark. */
export type ServerUnderTest = {
  url: string
  /** Where the sandbox listens, with the key and token a caller needs. */
  stream: string
  /** The cookie of a signed-in owner. */
  cookie: string
  stop(): Promise<void>
}

const PORT = 4300
const STREAM_PORT = 4301

/**
 * Starts a sandbox without rate limits and a server in sandbox mode in front of it, as
 * `npm start` would.
 *
 * @param users  how many users the sandbox has.
 */
export async function startServer(users: number): Promise<ServerUnderTest> {
  const data = mkdtempSync(path.join(tmpdir(), 'steward-bench-'))
  const child = spawn(process.execPath, ['src/server/main.ts'], {
    cwd: path.resolve(import.meta.dirname, '..'),
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      PORT: String(PORT),
      DATA_DIR: data,
      SANDBOX_USERS: String(users),
      SANDBOX_PORT: String(STREAM_PORT),
      SANDBOX_RATE_LIMITS: 'off',
      REQUESTS_PER_MINUTE: '1000000',
      LOG_LEVEL: 'warn',
      // Building in this process has made it `production`, which refuses the embedded database.
      NODE_ENV: '',
    },
  })
  // A benchmark that fails or is told to stop must not leave a server behind.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
  process.once('exit', () => child.kill('SIGTERM'))
  const url = `http://localhost:${PORT}`
  await until(async () => (await fetch(`${url}/readyz`)).ok, 60_000)
  const signedIn = await fetch(`${url}/api/sign-in/as`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-steward': '1', origin: url },
    body: JSON.stringify({ role: 'owner' }),
  })
  const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0]
  if (!cookie) throw new Error(`No session: ${await signedIn.text()}`)
  return {
    url,
    stream: `http://127.0.0.1:${STREAM_PORT}`,
    cookie,
    async stop() {
      const ended = new Promise((resolve) => {
        child.once('exit', resolve)
      })
      child.kill('SIGTERM')
      await ended
      rmSync(data, { recursive: true, force: true })
    },
  }
}

async function until(isTrue: () => Promise<boolean>, timeoutMs: number): Promise<void> {
  const end = Date.now() + timeoutMs
  while (Date.now() < end) {
    if (await isTrue().catch(() => false)) return
    await new Promise((resolve) => {
      setTimeout(resolve, 200)
    })
  }
  throw new Error(`The server was not ready within ${timeoutMs / 1000} s.`)
}
