import { existsSync, readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { z } from 'zod'
import { Secret } from './secret.ts'

/** Everything wrong with the settings at once, one line each. */
export class BadConfig extends Error {}

const port = (unset: number) =>
  z.coerce
    .number('expected a port number from 0 to 65535')
    .int('expected a port number from 0 to 65535')
    .min(0, 'expected a port number from 0 to 65535')
    .max(65_535, 'expected a port number from 0 to 65535')
    .default(unset)

const url = (schemes: string) =>
  z.string().refine((text) => URL.canParse(text) && new RegExp(`^(${schemes}):`).test(text), {
    error: `expected an address starting with ${schemes.split('|').join('://, ')}://`,
  })

/** Every setting, as in .env.example. */
export const Settings = z.object({
  PORT: port(3000),
  HOST: z.string().default('localhost'),
  PUBLIC_URL: url('http|https').optional(),
  STREAM_API_KEY: z.string().optional(),
  STREAM_API_SECRET: z.string().optional(),
  STREAM_API_SECRET_FILE: z.string().optional(),
  STREAM_BASE_URL: url('http|https').default('https://chat.stream-io-api.com'),
  DATABASE_URL: url('postgres|postgresql').optional(),
  DATA_DIR: z.string().default('./data'),
  SESSION_SECRET: z.string().min(32, 'expected at least 32 characters').optional(),
  SANDBOX_USERS: z.coerce
    .number('expected a whole number up to 5000000')
    .int('expected a whole number up to 5000000')
    .min(1, 'expected at least 1')
    .max(5_000_000, 'expected a whole number up to 5000000')
    .default(20_000),
  SANDBOX_PORT: port(0),
  SANDBOX_CONTROL_PORT: port(0).optional(),
  SANDBOX_RATE_LIMITS: z
    .string()
    .regex(/^(off|\d+(\.\d+)?)$/, 'expected "off" or a number to multiply Stream’s limits by')
    .default('1'),
  SANDBOX_SIGN_IN: z.literal('open', 'expected "open", or nothing').optional(),
  REQUESTS_PER_MINUTE: z.coerce
    .number('expected a whole number')
    .int('expected a whole number')
    .min(10, 'expected at least 10')
    .default(1_200),
  ALLOW_EVALUATION_DB: z.literal('1', 'expected "1", or nothing').optional(),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'], {
      error: 'expected trace, debug, info, warn, error or silent',
    })
    .default('info'),
  NODE_ENV: z.string().optional(),
})
type Settings = z.infer<typeof Settings>

export type StreamApp = { apiKey: string; apiSecret: Secret; baseUrl: string }

export type Config = Omit<
  Settings,
  | 'PUBLIC_URL'
  | 'STREAM_API_KEY'
  | 'STREAM_API_SECRET'
  | 'STREAM_API_SECRET_FILE'
  | 'SESSION_SECRET'
> & {
  publicUrl: string
  /** Undefined: sandbox mode. */
  stream: StreamApp | undefined
  oneClick: 'offered' | 'refused' | 'none'
}

/** Reads the settings; the environment wins over `.env`. @throws {BadConfig} listing every mistake. */
export function readConfig(env: NodeJS.ProcessEnv, envFile = '.env'): Config {
  const file = existsSync(envFile) ? parseEnv(readFileSync(envFile, 'utf8')) : {}
  // A setting left empty, as in a copied .env.example, is a setting not given.
  const given = Object.entries({ ...file, ...env }).filter(([, value]) => value !== '')
  const parsed = Settings.safeParse(Object.fromEntries(given))
  if (!parsed.success) {
    throw new BadConfig(
      parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'),
    )
  }
  const mistakes: string[] = []
  const settings = parsed.data
  const stream = streamApp(settings, mistakes)
  const isLocal = ['localhost', '127.0.0.1', '::1'].includes(settings.HOST)
  const publicUrl = (settings.PUBLIC_URL ?? `http://localhost:${settings.PORT}`).replace(/\/$/, '')
  const { hostname, protocol } = new URL(publicUrl)
  if (protocol !== 'https:' && hostname !== 'localhost') {
    mistakes.push('PUBLIC_URL: expected an https:// address, or http://localhost with a port')
  }
  if (
    settings.NODE_ENV === 'production' &&
    !settings.DATABASE_URL &&
    !settings.ALLOW_EVALUATION_DB
  ) {
    mistakes.push(
      'DATABASE_URL: expected the address of a Postgres in production (or ALLOW_EVALUATION_DB=1)',
    )
  }
  if (mistakes.length > 0) throw new BadConfig(mistakes.join('\n'))
  const isOpen = isLocal || settings.SANDBOX_SIGN_IN === 'open'
  return {
    ...settings,
    publicUrl,
    stream,
    oneClick: stream ? 'none' : isOpen ? 'offered' : 'refused',
  }
}

function streamApp(settings: Settings, mistakes: string[]): StreamApp | undefined {
  const {
    STREAM_API_KEY: apiKey,
    STREAM_API_SECRET: inline,
    STREAM_API_SECRET_FILE: file,
  } = settings
  if (!apiKey) {
    if (inline || file) mistakes.push('STREAM_API_KEY: expected the key that goes with the secret')
    return undefined
  }
  if (inline && file) {
    mistakes.push('STREAM_API_SECRET_FILE: expected only one of this and STREAM_API_SECRET')
  }
  if (file && !existsSync(file))
    mistakes.push('STREAM_API_SECRET_FILE: expected a file that exists')
  const secret =
    inline ?? (file && existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined)
  if (!secret) mistakes.push('STREAM_API_SECRET: expected the secret that goes with the key')
  return { apiKey, apiSecret: new Secret(secret ?? ''), baseUrl: settings.STREAM_BASE_URL }
}
