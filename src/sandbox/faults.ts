/**
 * Trouble on demand. `endpoint` is an operation such as `QueryUsers`, or `*` for all of them;
 * `rate` is the share of calls that meet it (1), `count` how many may (null: no end).
 */
export type Fault = { endpoint: string; rate: number; count: number | null } & (
  | { kind: 'status'; status: 429 | 500 | 503 }
  | { kind: 'stall'; ms: number }
  | { kind: 'reset'; when: 'before' | 'after' }
  | { kind: 'body'; body: 'html' | 'truncated' | 'malformed' }
)

export class Faults {
  #list: Fault[] = []

  set(list: Fault[]): void {
    this.#list = list
  }

  /** The fault this call meets, counted as used. */
  next(operation: string): Fault | undefined {
    const fault = this.#list.find(
      ({ endpoint, rate, count }) =>
        (endpoint === '*' || endpoint === operation) &&
        (count === null || count > 0) &&
        (rate >= 1 || Math.random() < rate),
    )
    if (fault && fault.count !== null) fault.count--
    return fault
  }
}

/** Reads a list of faults. @throws {Error} saying which one is wrong and how. */
export function parseFaults(text: string): Fault[] {
  const list: unknown = JSON.parse(text)
  if (!Array.isArray(list)) throw new Error('Expected a list of faults')
  return list.map((one: unknown, index) => parseFault(one, `fault ${index}`))
}

function parseFault(given: unknown, where: string): Fault {
  const fault = { rate: 1, count: null, ...(given as object) } as Record<string, unknown>
  const check = (isRight: boolean, what: string) => {
    if (!isRight) throw new Error(`${where}: ${what}`)
  }
  const among = (name: string, ...values: unknown[]) =>
    check(values.includes(fault[name]), `${name} must be one of ${values.join(', ')}`)
  const { endpoint, rate, count, kind, ms } = fault
  check(typeof endpoint === 'string', 'endpoint must be an operation or *')
  check(typeof rate === 'number' && rate >= 0 && rate <= 1, 'rate must be from 0 to 1')
  check(count === null || Number.isInteger(count), 'count must be a whole number or null')
  among('kind', 'status', 'stall', 'reset', 'body')
  if (kind === 'status') among('status', 429, 500, 503)
  if (kind === 'stall')
    check(typeof ms === 'number' && ms >= 0, 'ms must be a number of milliseconds')
  if (kind === 'reset') among('when', 'before', 'after')
  if (kind === 'body') among('body', 'html', 'truncated', 'malformed')
  return fault as Fault
}
