import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type SandboxProcess, startSandboxProcess } from './sandbox-process.ts'

/** Trouble the sandbox is told to make, by operation; see src/sandbox/faults/fault.ts. */
type Fault = { endpoint: string; count?: number; rate?: number } & (
  | { kind: 'status'; status: 429 | 500 | 503 }
  | { kind: 'stall'; ms: number }
  | { kind: 'reset'; when: 'before' | 'after' }
  | { kind: 'body'; body: 'html' | 'truncated' | 'malformed' }
)

/** Something the sandbox was made to change. */
type Effect = { seq: number; user_id: string; operation: string; change: string }

export type TestSandbox = SandboxProcess & {
  /** Replaces the list of faults. */
  setFaults(faults: Fault[]): Promise<void>
  /** What was changed since the last time this was asked. */
  newEffects(): Promise<Effect[]>
}

/** A sandbox process of a test's own, with few users and no rate limits unless told otherwise. */
export async function startTestSandbox({
  users = 300,
  rateLimits = 'off',
} = {}): Promise<TestSandbox> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'steward-sandbox-'))
  const sandbox = await startSandboxProcess({
    ...{ users, rateLimits, dataDir, port: 0, controlPort: 0 },
    warn: () => undefined,
  })
  const control = async (method: string, what: string, body?: string): Promise<unknown> => {
    const answer = await fetch(`${sandbox.controlUrl}${what}`, { method, body: body ?? null })
    if (!answer.ok) throw new Error(await answer.text())
    return answer.json()
  }
  let seen = 0
  return {
    ...sandbox,
    setFaults: async (faults) => void (await control('PUT', '/faults', JSON.stringify(faults))),
    async newEffects() {
      const effects = (await control('GET', `/effects?after=${seen}`)) as Effect[]
      seen = effects.at(-1)?.seq ?? seen
      return effects
    },
    async stop() {
      await sandbox.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
