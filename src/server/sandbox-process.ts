import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'

const RESTART_MS = 500
const SANDBOX_KEY = 'sandbox'
const SANDBOX_SECRET = 'sandbox-secret'

export type SandboxOptions = {
  users: number
  /** 0: any free port, kept over restarts. */
  port: number
  controlPort: number | undefined
  rateLimits: string
  dataDir: string
  warn(message: string): void
}

export type SandboxProcess = {
  baseUrl: string
  apiKey: string
  apiSecret: string
  stop(): Promise<void>
}

/** Runs the sandbox as its own process on loopback, starts it again when it dies, ends it at stop. */
export async function startSandboxProcess(options: SandboxOptions): Promise<SandboxProcess> {
  let isStopping = false
  let child = spawnSandbox(options, options.port)
  const baseUrl = await readyUrl(child)
  const port = Number(new URL(baseUrl).port)

  const keepAlive = () => {
    child.once('exit', () => {
      if (isStopping) return
      options.warn('The sandbox ended unexpectedly and is started again')
      void sleep(RESTART_MS).then(() => {
        if (isStopping) return
        child = spawnSandbox(options, port)
        keepAlive()
      })
    })
  }
  keepAlive()
  return {
    baseUrl,
    apiKey: SANDBOX_KEY,
    apiSecret: SANDBOX_SECRET,
    async stop() {
      isStopping = true
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}

function spawnSandbox(options: SandboxOptions, port: number): ChildProcess {
  const script = path.resolve(import.meta.dirname, '../sandbox/main.ts')
  const flags = [
    `--port=${port}`,
    `--users=${options.users}`,
    `--rate-limits=${options.rateLimits}`,
    `--data=${path.join(options.dataDir, 'sandbox')}`,
    ...(options.controlPort === undefined ? [] : [`--control=${options.controlPort}`]),
  ]
  // The IPC channel closes when this process dies in whatever way, and the sandbox ends with it.
  // A group of its own: Ctrl-C reaches us alone, and we end it in order.
  return spawn(process.execPath, [script, ...flags], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    detached: true,
  })
}

async function readyUrl(child: ChildProcess): Promise<string> {
  const { stdout } = child
  if (!stdout) throw new Error('The sandbox has no output')
  const lines = createInterface(stdout)
  const ended = once(child, 'exit').then(() => {
    throw new Error('The sandbox could not be started')
  })
  const [line] = (await Promise.race([once(lines, 'line'), ended])) as [string]
  const url = /http:\/\/\S+/.exec(line)?.[0]
  if (!url) throw new Error(`The sandbox said: ${line}`)
  return url
}
