import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export type Program = { child: ChildProcess; output: string; code: Promise<number | null> }

const running = new Set<ChildProcess>()

/** Runs one of our programs as npm would, with these settings and no others. */
export function run(
  script: string,
  cwd: string,
  env: Record<string, string>,
  flags: string[] = [],
): Program {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, script), ...flags], {
    cwd,
    env: { PATH: process.env['PATH'], ...env },
  })
  running.add(child)
  const code = once(child, 'close').then(([status]) => {
    running.delete(child)
    return status as number | null
  })
  const program = { child, output: '', code }
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => (program.output += text))
  }
  return program
}

/** A server with these settings, on a port of its own, that has said where it is. */
export async function startServer(cwd: string, settings: Record<string, string>) {
  const port = String(await freePort())
  const url = `http://localhost:${port}`
  const usual = { PORT: port, SANDBOX_USERS: '50', LOG_LEVEL: 'warn' }
  const program = run('main.ts', cwd, { ...usual, ...settings })
  await until(() => program.output.includes(`${url}\n`) || program.child.exitCode !== null)
  if (program.child.exitCode !== null) throw new Error(program.output)
  return { program, url }
}

export async function stop({ child, code }: Program) {
  const startedAt = performance.now()
  child.kill('SIGTERM')
  return { code: await code, tookMs: performance.now() - startedAt }
}

/** For the end of a test, however it ended. */
export function killAll(): void {
  for (const child of running) child.kill('SIGKILL')
}

export async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 25_000
  while (!(await isTrue())) {
    if (Date.now() > end) throw new Error('Waited in vain')
    await sleep(50)
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}

/** The processes a process has started, by their numbers. Linux only. */
export function childrenOf({ child: { pid } }: Program): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && statOf(name)[1] === String(pid))
    .map(Number)
}

/** False for a process that has ended and waits to be noticed, too. */
export function isAlive(pid: number): boolean {
  return !['Z', undefined].includes(statOf(String(pid))[0])
}

/** A process's state, its parent's number and the rest; empty when there is no such process. */
function statOf(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
  } catch {
    return []
  }
}

/** A browser's POST from our own page. */
export function post(url: string, where: string, body: object, cookie = ''): Promise<Response> {
  const headers = { 'x-steward': '1', origin: url, 'content-type': 'application/json', cookie }
  return fetch(`${url}${where}`, { method: 'POST', headers, body: JSON.stringify(body) })
}

export function cookieIn(answer: Response): string {
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
}
