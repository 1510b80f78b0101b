import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { TestSandbox } from './test-caller.ts'

/** How often the process is killed; `npm run test:full` says 50. */
const KILLS = Number(process.env['KILLS'] ?? 5)
const WRITERS = 4
const TASK_MS = 400

const data = mkdtempSync(path.join(tmpdir(), 'sandbox-kill-'))
afterAll(() => rmSync(data, { recursive: true, force: true }))

async function start(): Promise<{ sandbox: TestSandbox; child: ChildProcess }> {
  const script = path.join(import.meta.dirname, 'main.ts')
  const flags = [
    ...['--port=0', '--control=0', '--users=300', '--rate-limits=off'],
    ...[`--data=${data}`, `--task-ms=${TASK_MS}`],
  ]
  const child = spawn(process.execPath, [script, ...flags], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  const [line] = (await once(createInterface(child.stdout ?? process.stdin), 'line')) as [string]
  const [url = '', control = ''] = line.match(/http:\/\/[\d.:]+/g) ?? []
  const close = async () => void child.kill('SIGKILL')
  return { sandbox: new TestSandbox({ url, control, close }), child }
}

/** What was acknowledged: the last number written for each user, and the tasks that were started. */
type Promised = { numbers: Map<string, number>; tasks: { id: string; userId: string }[] }

/** Writes without pause until the connection breaks. */
async function write(sandbox: TestSandbox, name: string, promised: Promised): Promise<void> {
  try {
    for (let number = 0; ; number++) {
      const id = `${name}-${number % 7}`
      const isNew = !promised.numbers.has(id)
      const answer = isNew
        ? await sandbox.upsert({ id, custom: { number } })
        : await sandbox.patch({ id, set: { number } })
      if (answer.status >= 400) throw new Error(answer.text)
      promised.numbers.set(id, number)
      if (number % 10 !== 3) continue
      const userId = `${name}-task-${number}`
      await sandbox.upsert({ id: userId })
      const { body } = await sandbox.post('/users/deactivate', { user_ids: [userId] })
      promised.tasks.push({ id: body.task_id, userId })
    }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
  }
}

test(
  `${KILLS} times kill -9 while writing: what was acknowledged is there, tasks go on`,
  { timeout: 20 * 60_000 },
  async () => {
    let { sandbox, child } = await start()
    let seen = 0
    for (let kill = 0; kill < KILLS; kill++) {
      const promised: Promised = { numbers: new Map(), tasks: [] }
      const writers = Array.from({ length: WRITERS }, (_, writer) =>
        write(sandbox, `k${kill}-w${writer}`, promised),
      )
      await sleep(100 + Math.random() * 500)
      child.kill('SIGKILL')
      await Promise.all([once(child, 'exit'), ...writers])
      expect(promised.numbers.size).toBeGreaterThan(0)

      ;({ sandbox, child } = await start())
      for (const [id, number] of promised.numbers) {
        const user = await sandbox.findOne(id)
        // A later write may have happened without its answer having arrived.
        expect(Number(user?.custom['number'])).toBeGreaterThanOrEqual(number)
        const found = await sandbox.find({
          filter_conditions: { number: user?.custom['number'], id },
        })
        expect(found.body.users.map((one) => one.id)).toEqual([id])
      }
      for (const { id, userId } of promised.tasks) {
        expect((await sandbox.taskEnd(id)).status).toBe('completed')
        expect(await sandbox.findOne(userId)).toHaveProperty('deactivated_at')
      }
      const last = await sandbox.lastEffect()
      expect(last).toBeGreaterThanOrEqual(seen + promised.numbers.size)
      seen = last
    }
    child.kill('SIGKILL')
    await once(child, 'exit')
  },
)

test('a start that is killed while it fills the store leaves nothing behind that is half', async () => {
  rmSync(data, { recursive: true, force: true })
  const script = path.join(import.meta.dirname, 'main.ts')
  const flags = ['--port=0', '--users=20000', `--data=${data}`]
  const child = spawn(process.execPath, [script, ...flags], { stdio: 'ignore' })
  await sleep(700)
  child.kill('SIGKILL')
  await once(child, 'exit')
  const next = await start()
  expect(await next.sandbox.control('GET', '/state')).toMatchObject({ users: 300 })
  next.child.kill('SIGKILL')
  await once(next.child, 'exit')
})
