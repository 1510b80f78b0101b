import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { type Client, type Step, steps } from './sdk-steps.ts'

/**
 * Stream's own Node client against the sandbox: every call, errors included. The client is fetched
 * on demand into `data/sdk`, which git ignores: it is no dependency, and its licence is for Stream's
 * customers. With `--record` what went over the wire becomes src/sandbox/wire/pairs.json, which
 * `npm test` holds the sandbox to without the client.
 */
const VERSION = '0.7.64'
const PACKAGE = '@stream-io/node-sdk'
const root = path.resolve(import.meta.dirname, '..')
const folder = path.join(root, 'data/sdk')

type Sdk = { StreamClient: new (key: string, secret: string, options: object) => Client }
type Pair = { call: string; request: Sent; response: { status: number; body: unknown } }
type Sent = { method: string; path: string; body: string }

function sdk(): Sdk {
  if (!existsSync(path.join(folder, 'node_modules', PACKAGE))) {
    mkdirSync(folder, { recursive: true })
    const flags = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', folder]
    execFileSync('npm', ['install', ...flags, `${PACKAGE}@${VERSION}`], { stdio: 'inherit' })
  }
  return createRequire(path.join(folder, 'x.js'))(PACKAGE) as Sdk
}

async function startSandbox(): Promise<{ url: string; child: ChildProcess }> {
  const flags = ['--port=0', '--users=2100', '--seed=1', '--rate-limits=off', '--task-ms=100']
  const child = spawn(process.execPath, ['src/sandbox/main.ts', ...flags], {
    cwd: root,
    // Over the channel it learns when we are gone, in whatever way.
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  const [line] = (await once(createInterface(child.stdout ?? process.stdin), 'line')) as [string]
  return { url: /http:\/\/\S+/.exec(line)?.[0] ?? '', child }
}

/** Stands between the two and writes down what passes. */
async function startRecorder(target: string, pairs: Pair[], callName: () => string) {
  const server = createServer((request, response) => {
    void (async () => {
      let body = ''
      for await (const chunk of request) body += String(chunk)
      const answer = await fetch(target + request.url, {
        method: request.method ?? 'GET',
        headers: headersOf(request.headers),
        ...(body !== '' && { body }),
      })
      const text = await answer.text()
      const sent = { method: request.method ?? '', path: request.url ?? '', body }
      const received = { status: answer.status, body: JSON.parse(text) as unknown }
      pairs.push({ call: callName(), request: sent, response: received })
      response.writeHead(answer.status, headersOf(Object.fromEntries(answer.headers)))
      response.end(text)
    })()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

/** Those that are not about the connection. */
function headersOf(all: IncomingHttpHeaders): Record<string, string> {
  const own = new Set(['connection', 'host', 'content-length', 'transfer-encoding', 'keep-alive'])
  const rest = Object.entries(all).filter(([name]) => !own.has(name))
  return Object.fromEntries(rest.map(([name, value]) => [name, String(value)]))
}

/** What went wrong with a step; undefined: nothing. */
async function problemWith({ run, fails }: Step, client: Client): Promise<string | undefined> {
  try {
    await run(client)
    return fails ? 'was not refused' : undefined
  } catch (error) {
    const { message, code, metadata } = error as Error & {
      code?: number
      metadata?: { responseCode: number }
    }
    if (!fails) return message
    const isRight = code === fails[0] && metadata?.responseCode === fails[1]
    return isRight ? undefined : `was refused with ${code}, ${message}`
  }
}

const { StreamClient } = sdk()
const sandbox = await startSandbox()
const pairs: Pair[] = []
let current = ''
const recorder: { server: Server; url: string } = await startRecorder(
  sandbox.url,
  pairs,
  () => current,
)
const options = { basePath: recorder.url, timeout: 10_000 }
const client = new StreamClient('sandbox', 'sandbox-secret', options)

let failed = 0
async function check(step: Step, by: Client): Promise<void> {
  current = step.name
  const problem = await problemWith(step, by)
  if (problem !== undefined) failed++
  const refused = step.fails ? ` refused with ${step.fails.join('/')}` : ''
  const mark = problem === undefined ? 'ok ' : 'NOT OK'
  console.log(`${mark} ${step.name}${refused}${problem === undefined ? '' : `: ${problem}`}`)
}
for (const step of steps) await check(step, client)

const strangers: [key: string, secret: string, code: number][] = [
  ['other', 'sandbox-secret', 2],
  ['sandbox', 'wrong', 43],
]
for (const [key, secret, code] of strangers) {
  const stranger = new StreamClient(key, secret, options)
  const run = () => stranger['getApp']?.() ?? Promise.reject(new Error('No getApp'))
  await check({ name: `getApp with code ${code}`, run, fails: [code, 401] }, stranger)
}
recorder.server.close()
sandbox.child.kill('SIGTERM')
if (process.argv.includes('--record')) {
  const file = path.join(root, 'src/sandbox/wire/pairs.json')
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, JSON.stringify(pairs, undefined, 1))
}
console.log(`${steps.length + 2} calls of ${PACKAGE} ${VERSION}, ${failed} not as they should be`)
process.exit(failed === 0 ? 0 : 1)
