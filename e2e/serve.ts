import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, openSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { bothReady, canary, realMode, reports, sandboxMode } from './places.ts'

/** Starts both installations on fresh data for one end-to-end run, and ends them with itself. */
// A process of its own: building makes NODE_ENV production for whatever comes after it.
execFileSync(process.execPath, ['src/build.ts'], { stdio: 'inherit' })
mkdirSync(reports, { recursive: true })
const data = mkdtempSync(path.join(tmpdir(), 'steward-e2e-'))
const children: ChildProcess[] = []

function start(script: string, args: string[], log: string, env: Record<string, string>): void {
  const out = openSync(log, 'w')
  const child = spawn(process.execPath, [script, ...args], {
    stdio: ['ignore', out, out],
    env: { ...process.env, ...env },
  })
  child.on('exit', (code) => stop(code ?? 1))
  children.push(child)
}

function stop(code: number): void {
  for (const child of children) child.kill('SIGTERM')
  // The servers promise to end within five seconds.
  setTimeout(() => {
    rmSync(data, { recursive: true, force: true })
    process.exit(code)
  }, 5_000)
}

process.once('SIGTERM', () => stop(0))
process.once('SIGINT', () => stop(0))

start('src/server/main.ts', [], sandboxMode.log, {
  PORT: String(sandboxMode.port),
  DATA_DIR: path.join(data, 'sandbox-mode'),
  SANDBOX_USERS: '5000',
  SANDBOX_CONTROL_PORT: String(sandboxMode.controlPort),
})
start(
  'src/sandbox/main.ts',
  [
    `--port=${realMode.streamPort}`,
    `--control=${realMode.controlPort}`,
    '--users=500',
    `--key=${canary.apiKey}`,
    `--secret=${canary.apiSecret}`,
  ],
  path.join(reports, 'real-mode-stream.log'),
  {},
)
start('src/server/main.ts', [], realMode.log, {
  PORT: String(realMode.port),
  DATA_DIR: path.join(data, 'real-mode'),
  STREAM_API_KEY: canary.apiKey,
  STREAM_API_SECRET: canary.apiSecret,
  STREAM_BASE_URL: `http://127.0.0.1:${realMode.streamPort}`,
  SESSION_SECRET: canary.sessionSecret,
  LOG_LEVEL: 'trace',
})

async function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  )
}

while (!(await isReady(sandboxMode.url)) || !(await isReady(realMode.url))) await sleep(100)
createServer((_, response) => response.end('ready')).listen(bothReady.port, 'localhost')
