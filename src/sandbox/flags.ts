import { parseArgs } from 'node:util'

export type Flags = {
  host: string
  port: number
  /** Undefined: no control port. 0: any free one. */
  control: number | undefined
  users: number
  seed: number
  /** Undefined: in memory. */
  data: string | undefined
  key: string
  secret: string
  /** What every rate limit is multiplied by; Infinity turns them off. */
  rateLimits: number
  taskMs: number
  /** A file with a JSON list of faults, see faults/fault.ts. */
  faults: string | undefined
}

const options = {
  host: { type: 'string', default: '127.0.0.1' },
  port: { type: 'string', default: '3030' },
  control: { type: 'string' },
  users: { type: 'string', default: '20000' },
  seed: { type: 'string', default: '1' },
  data: { type: 'string' },
  key: { type: 'string', default: 'sandbox' },
  secret: { type: 'string', default: 'sandbox-secret' },
  'rate-limits': { type: 'string', default: '1' },
  'task-ms': { type: 'string', default: '3000' },
  faults: { type: 'string' },
} as const

/** Reads the command line. @throws {Error} with a message for the person who typed it. */
export function readFlags(args: string[]): Flags {
  const { values } = parseArgs({ args, options })
  const whole = (name: 'port' | 'control' | 'users' | 'seed' | 'task-ms', max: number) => {
    const text = values[name] ?? ''
    if (!/^\d+$/.test(text) || Number(text) > max) {
      throw new Error(`--${name} expects a whole number from 0 to ${max}, not "${text}"`)
    }
    return Number(text)
  }
  const limits = values['rate-limits']
  const scale = limits === 'off' ? Number.POSITIVE_INFINITY : Number(limits)
  if (!(scale > 0))
    throw new Error(`--rate-limits expects "off" or a number above 0, not "${limits}"`)
  return {
    host: values.host,
    port: whole('port', 65_535),
    control: values.control === undefined ? undefined : whole('control', 65_535),
    users: whole('users', 5_000_000),
    seed: whole('seed', 2_147_483_647),
    data: values.data,
    key: values.key,
    secret: values.secret,
    rateLimits: scale,
    taskMs: whole('task-ms', 3_600_000),
    faults: values.faults,
  }
}
