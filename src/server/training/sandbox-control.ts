import { type Training, type Trouble, troubles } from '../../contract/training.ts'
import { Refusal } from '../http/refusal.ts'

const TIMEOUT_MS = 30_000

/** A fault in the words of the sandbox's control port, see src/sandbox/faults/fault.ts. */
type Fault = { endpoint: string; kind: string } & Record<string, unknown>

const faultsOf: Record<Trouble, Fault[]> = {
  none: [],
  slow: [{ endpoint: '*', kind: 'stall', ms: 3_000 }],
  flaky: [{ endpoint: '*', kind: 'status', status: 503, rate: 0.3 }],
  'rate-limited': [{ endpoint: '*', kind: 'status', status: 429 }],
  down: [{ endpoint: '*', kind: 'reset', when: 'before' }],
}

type State = {
  users: number
  faults: Fault[]
  raid: { running: boolean; created: number; accounts: number; campaign: string | null }
}

/** The sandbox's control port, in the words of the contract. */
export type SandboxControl = {
  state(): Promise<Training>
  setTrouble(trouble: Trouble): Promise<void>
  /** @throws {Refusal} `conflict` while another one is on. */
  startRaid(accounts: number, seconds: number): Promise<void>
  startAgain(): Promise<void>
}

/** @throws {Refusal} `stream_unavailable`, from every method, while the sandbox is not there. */
export function createSandboxControl(controlUrl: string): SandboxControl {
  async function control(method: string, path: string, body?: object): Promise<unknown> {
    const sent = fetch(`${controlUrl}${path}`, {
      method,
      body: body ? JSON.stringify(body) : null,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    const answer = await sent.catch(() => {
      throw new Refusal('stream_unavailable', 'The sandbox does not answer')
    })
    if (answer.ok) return answer.json()
    const { message } = (await answer.json()) as { message: string }
    throw new Refusal('conflict', message, { because: 'sandbox-refuses' })
  }

  return {
    async state() {
      const { users, faults, raid } = (await control('GET', '/state')) as State
      const { running: isRunning, created, accounts, campaign } = raid
      return { users, trouble: troubleIn(faults), raid: { isRunning, created, accounts, campaign } }
    },
    async setTrouble(trouble) {
      await control('PUT', '/faults', faultsOf[trouble])
    },
    async startRaid(accounts, seconds) {
      await control('POST', '/raid', { accounts, seconds })
    },
    async startAgain() {
      await control('POST', '/reset')
    },
  }
}

/** Which of ours the faults in force are; the sandbox tells more about each than we set. */
function troubleIn(faults: Fault[]): Training['trouble'] {
  const isAsSet = (wanted: Fault, found: Fault | undefined) =>
    Object.entries(wanted).every(([name, value]) => found?.[name] === value)
  const known = troubles.find((trouble) => {
    const wanted = faultsOf[trouble]
    return (
      wanted.length === faults.length &&
      wanted.every((fault, index) => isAsSet(fault, faults[index]))
    )
  })
  return known ?? 'other'
}
