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
  /** 0: any free port, kept over restarts. */
  controlPort: number
  rateLimits: string
  dataDir: string
  warn(message: string): void
}

export type SandboxProcess = {
  baseUrl: string
  /** Where it can be told to misbehave. */
  controlUrl: string
  apiKey: string
  apiSecret: string
  stop(): Promise<void>
}

/** The sandbox could not be started; why, it has printed itself. */
export class SandboxFailed extends Error {}

/** Runs the sandbox as its own process on loopback, starts it again when it dies, ends it at stop. */
export async function startSandboxProcess(options: SandboxOptions): Promise<SandboxProcess> {
  let isStopping = false
  let child = spawnSandbox(options)
  // Also when this process gives up before the sandbox is ready to notice.
  process.once('exit', () => child.kill())
  const { baseUrl, controlUrl } = await ready(child)
  const ports = { port: portOf(baseUrl), controlPort: portOf(controlUrl) }

  const keepAlive = () => {
    child.once('exit', () => {
      if (isStopping) return
      options.warn('The sandbox ended unexpectedly and is started again')
      void sleep(RESTART_MS).then(() => {
        if (isStopping) return
        child = spawnSandbox({ ...options, ...ports })
        keepAlive()
      })
    })
  }
  keepAlive()
  return {
    baseUrl,
    controlUrl,
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

function portOf(url: string): number {
  return Number(new URL(url).port)
}

function spawnSandbox(options: SandboxOptions): ChildProcess {
  const script = path.resolve(import.meta.dirname, '../sandbox/main.ts')
  const flags = [
    `--port=${options.port}`,
    `--control=${options.controlPort}`,
    `--users=${options.users}`,
    `--rate-limits=${options.rateLimits}`,
    `--data=${path.join(options.dataDir, 'sandbox')}`,
  ]
  // The IPC channel closes when this process dies in whatever way, and the sandbox ends with it.
  // A group of its own: Ctrl-C reaches us alone, and we end it in order.
  return spawn(process.execPath, [script, ...flags], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    detached: true,
  })
}

/** Reads the addresses from the one line the sandbox prints when it listens. */
async function ready(child: ChildProcess) {
  const { stdout } = child
  if (!stdout) throw new Error('The sandbox has no output')
  const lines = createInterface(stdout)
  const ended = once(child, 'exit').then(() => {
    throw new SandboxFailed('The sandbox could not be started.')
  })
  const [line] = (await Promise.race([once(lines, 'line'), ended])) as [string]
  const [baseUrl, controlUrl] = line.match(/http:\/\/[\w.:]+/g) ?? []
  if (!baseUrl || !controlUrl) throw new SandboxFailed(`The sandbox said: ${line}`)
  return { baseUrl, controlUrl }
}
