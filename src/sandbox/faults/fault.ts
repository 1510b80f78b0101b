/**
 * Trouble on demand. `endpoint` is an operation such as `QueryUsers`, or `*` for all of them;
 * `rate` is the share of calls that meet it (1), `count` how many may (null: no end).
 *
 * | kind      | what the caller meets                                                                |
 * | --------- | ------------------------------------------------------------------------------------ |
 * | `status`  | 429, 500 or 503, `when` before the effect took place or after it                      |
 * | `reset`   | the connection breaks, before the effect or after it                                  |
 * | `stall`   | `ms` milliseconds of nothing, then the usual                                          |
 * | `trickle` | the body in small pieces over `ms` milliseconds                                       |
 * | `body`    | an HTML page, half of the JSON, or JSON with one brace too many                       |
 * | `headers` | rate-limit headers that are missing, or that tell lies                                |
 * | `task`    | the task never finishes, fails, or fails for `user_ids`                               |
 * | `webhook` | deliveries twice, in the wrong order, with a forged signature, or `ms` late           |
 * | `outage`  | for `ms` milliseconds from now on every connection breaks                             |
 */
export type Fault = { endpoint: string; rate: number; count: number | null } & Trouble

export type Trouble =
  | { kind: 'status'; status: 429 | 500 | 503; when: 'before' | 'after' }
  | { kind: 'reset'; when: 'before' | 'after' }
  | { kind: 'stall'; ms: number }
  | { kind: 'trickle'; ms: number }
  | { kind: 'body'; body: 'html' | 'truncated' | 'malformed' }
  | { kind: 'headers'; headers: 'missing' | 'lying' }
  | { kind: 'task'; outcome: 'stuck' | 'failed' }
  | { kind: 'task'; outcome: 'partly'; user_ids: string[] }
  | { kind: 'webhook'; delivery: 'twice' | 'reordered' | 'forged' | 'late'; ms: number }
  | { kind: 'outage'; ms: number }

const usual = { rate: 1, count: null, when: 'before' }
const MAX_MS = 3_600_000

/** Reads a list of faults from JSON text. @throws {Error} saying which one is wrong and how. */
export function parseFaults(text: string): Fault[] {
  const list: unknown = JSON.parse(text)
  if (!Array.isArray(list)) throw new Error('Expected a list of faults')
  return list.map((one: unknown, index) => parseFault(one, `fault ${index}`))
}

function parseFault(given: unknown, where: string): Fault {
  const fault = { ...usual, ...(given as object) } as Record<string, unknown>
  const check = (isRight: boolean, what: string) => {
    if (!isRight) throw new Error(`${where}: ${what}`)
  }
  const among = (name: string, ...values: unknown[]) =>
    check(values.includes(fault[name]), `${name} must be one of ${values.join(', ')}`)
  const checkMs = () => {
    const { ms } = fault
    const isRight = typeof ms === 'number' && ms >= 0 && ms <= MAX_MS
    check(isRight, `ms must be a number of milliseconds from 0 to ${MAX_MS}`)
  }
  const checks: Record<Trouble['kind'], () => void> = {
    status() {
      among('status', 429, 500, 503)
      among('when', 'before', 'after')
    },
    reset: () => among('when', 'before', 'after'),
    stall: checkMs,
    trickle: checkMs,
    body: () => among('body', 'html', 'truncated', 'malformed'),
    headers: () => among('headers', 'missing', 'lying'),
    task() {
      among('outcome', 'stuck', 'failed', 'partly')
      const ids = fault['user_ids']
      const areIds = Array.isArray(ids) && ids.every((id) => typeof id === 'string')
      check(fault['outcome'] !== 'partly' || areIds, 'user_ids must be a list of ids')
    },
    webhook() {
      among('delivery', 'twice', 'reordered', 'forged', 'late')
      if (fault['delivery'] === 'late') checkMs()
    },
    outage: checkMs,
  }
  const { endpoint, rate, count, kind } = fault
  check(typeof endpoint === 'string', 'endpoint must be an operation or *')
  check(typeof rate === 'number' && rate >= 0 && rate <= 1, 'rate must be from 0 to 1')
  const isCount = Number.isInteger(count) && Number(count) >= 0
  check(count === null || isCount, 'count must be a whole number or null')
  among('kind', ...Object.keys(checks))
  checks[kind as Trouble['kind']]()
  return fault as Fault
}
