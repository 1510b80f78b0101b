import { createHmac } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { readFlags } from './flags.ts'
import { type Sandbox, startSandbox } from './sandbox.ts'
import type { Effect } from './store/effects.ts'

export type User = Record<string, unknown> & {
  id: string
  name?: string
  role: string
  teams: string[]
  custom: Record<string, unknown>
}
/** The members of an answer that tests look at. */
export type Body = Record<string, unknown> & {
  users: User[]
  user: User
  code: number
  message: string
  StatusCode: number
  task_id: string
  status: string
  result: Record<string, unknown> & { users: User[]; url: string }
}
export type Answer = { status: number; headers: Headers; text: string; body: Body }
type Options = {
  body?: unknown
  query?: Record<string, string>
  token?: string
  key?: string
  headers?: Record<string, string>
}

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

export function token(claims: object, secret = 'sandbox-secret', alg = 'HS256'): string {
  const head = `${encoded({ alg, typ: 'JWT' })}.${encoded(claims)}`
  return `${head}.${createHmac('sha256', secret).update(head).digest('base64url')}`
}

/** A sandbox of a test's own and the ways to speak to it. Small, quick, without rate limits. */
export async function startForTest(...flags: string[]) {
  const usual = ['--port=0', '--control=0', '--users=600', '--rate-limits=off', '--task-ms=40']
  const sandbox = await startSandbox(readFlags([...usual, ...flags]))
  return new TestSandbox(sandbox)
}

export class TestSandbox {
  readonly url: string
  readonly controlUrl: string
  readonly close: () => Promise<void>

  constructor(sandbox: Sandbox) {
    this.url = sandbox.url
    this.controlUrl = sandbox.control ?? ''
    this.close = () => sandbox.close()
  }

  /** Calls as a server does. A body that is no text is sent as JSON. */
  async call(method: string, path: string, options: Options = {}): Promise<Answer> {
    const query = new URLSearchParams({ ...options.query, api_key: options.key ?? 'sandbox' })
    const { body } = options
    const response = await fetch(`${this.url}/api/v2${path}?${query}`, {
      method,
      headers: {
        authorization: options.token ?? token({ server: true }),
        'stream-auth-type': 'jwt',
        'content-type': 'application/json',
        ...options.headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    const { status, headers } = response
    return { status, headers, text, body: JSON.parse(text) as Body }
  }

  post(path: string, body: unknown = {}): Promise<Answer> {
    return this.call('POST', path, { body })
  }

  find(payload: object): Promise<Answer> {
    return this.call('GET', '/users', { query: { payload: JSON.stringify(payload) } })
  }

  async findOne(id: string): Promise<User | undefined> {
    const answer = await this.find({ filter_conditions: { id }, include_deactivated_users: true })
    return answer.body.users[0]
  }

  async upsert(...users: (Partial<User> & { id: string })[]): Promise<Answer> {
    return this.post('/users', { users: Object.fromEntries(users.map((user) => [user.id, user])) })
  }

  patch(...users: object[]): Promise<Answer> {
    return this.call('PATCH', '/users', { body: { users } })
  }

  /** Waits for the end of a task. */
  async taskEnd(id: string): Promise<Body> {
    for (let attempt = 0; attempt < 200; attempt++) {
      const { body } = await this.call('GET', `/tasks/${id}`)
      if (body.status !== 'pending' && body.status !== 'running') return body
      await sleep(20)
    }
    throw new Error(`The task ${id} does not end`)
  }

  async control(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(this.controlUrl + path, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    return response.json()
  }

  faults(...list: object[]): Promise<unknown> {
    return this.control('PUT', '/faults', list)
  }

  async effectsAfter(seq: number): Promise<Effect[]> {
    return (await this.control('GET', `/effects?after=${seq}`)) as Effect[]
  }

  async lastEffect(): Promise<number> {
    return ((await this.control('GET', '/state')) as { lastEffect: number }).lastEffect
  }
}

export const idsOf = ({ body }: Answer) => body.users.map(({ id }) => id)

/** Code and status of a refusal, and whether its message holds the text. */
export const refusal = ({ status, body }: Answer) => ({
  status,
  code: body.code,
  message: body.message,
})
