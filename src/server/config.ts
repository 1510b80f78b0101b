import { existsSync, readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { Secret } from './secret.ts'
import { Settings } from './settings.ts'

/** Everything wrong with the settings at once, one line each. */
export class BadConfig extends Error {
  constructor(mistakes: Map<string, string>) {
    super([...mistakes].map(([name, expected]) => `${name}: ${expected}`).join('\n'))
    this.name = 'BadConfig'
  }
}

type StreamApp = { apiKey: string; apiSecret: Secret; baseUrl: string }

/** The settings ready for use: what is secret can't be printed, what depends on others is decided. */
export type Config = Omit<
  Settings,
  'PUBLIC_URL' | `STREAM_${string}` | 'SESSION_SECRET' | 'ALLOW_EVALUATION_DB' | 'NODE_ENV'
> & {
  /** Scheme, host and port, without a slash at the end. */
  publicUrl: string
  /** Undefined: sandbox mode. */
  stream: StreamApp | undefined
  /** Undefined: to be generated and kept in DATA_DIR. */
  sessionSecret: Secret | undefined
  oneClick: 'offered' | 'refused' | 'none'
}

/** Reads the settings; the environment wins over `.env`. @throws {BadConfig} listing every mistake. */
export function readConfig(env: NodeJS.ProcessEnv, envFile = '.env'): Config {
  const file = existsSync(envFile) ? parseEnv(readFileSync(envFile, 'utf8')) : {}
  // A setting left empty, as in a copied .env.example, is a setting not given.
  const given = Object.entries({ ...file, ...env }).filter(([, value]) => value !== '')
  const mistakes = new Map<string, string>()
  const settings = readable(Object.fromEntries(given), mistakes)
  const { PUBLIC_URL, SESSION_SECRET, ALLOW_EVALUATION_DB, NODE_ENV, ...rest } = settings
  const { STREAM_API_KEY, STREAM_API_SECRET, STREAM_API_SECRET_FILE, STREAM_BASE_URL, ...plain } =
    rest
  const mistake = (name: keyof Settings, expected: string) => {
    // What is wrong with a setting by itself comes before what is wrong with it beside others.
    if (!mistakes.has(name)) mistakes.set(name, expected)
  }

  const publicUrl = new URL(PUBLIC_URL ?? `http://localhost:${plain.PORT}`)
  const isPublic = publicUrl.hostname !== 'localhost'
  if (isPublic && publicUrl.protocol !== 'https:') {
    mistake('PUBLIC_URL', 'expected an https:// address, or http://localhost with a port')
  }
  if (publicUrl.href !== `${publicUrl.origin}/`) {
    mistake('PUBLIC_URL', 'expected scheme, host and port alone: Steward lives at the root')
  }
  if (NODE_ENV === 'production' && !plain.DATABASE_URL && !ALLOW_EVALUATION_DB) {
    mistake('DATABASE_URL', 'expected a Postgres in production (or ALLOW_EVALUATION_DB=1)')
  }
  const apiSecret = secretOf({ STREAM_API_KEY, STREAM_API_SECRET, STREAM_API_SECRET_FILE }, mistake)
  if (mistakes.size > 0) throw new BadConfig(mistakes)

  const stream = STREAM_API_KEY
    ? { apiKey: STREAM_API_KEY, apiSecret, baseUrl: STREAM_BASE_URL }
    : undefined
  const isLoopback = ['localhost', '127.0.0.1', '::1'].includes(plain.HOST) && !isPublic
  const isOpen = isLoopback || plain.SANDBOX_SIGN_IN === 'open'
  return {
    ...plain,
    publicUrl: publicUrl.origin,
    sessionSecret: SESSION_SECRET === undefined ? undefined : new Secret(SESSION_SECRET),
    stream,
    oneClick: stream ? 'none' : isOpen ? 'offered' : 'refused',
  }
}

/** The settings by themselves; a wrong one is noted and read as if it were not given. */
function readable(given: NodeJS.ProcessEnv, mistakes: Map<string, string>): Settings {
  const parsed = Settings.safeParse(given)
  if (parsed.success) return parsed.data
  for (const { path, message } of parsed.error.issues) mistakes.set(String(path[0]), message)
  return Settings.parse(
    Object.fromEntries(Object.entries(given).filter(([name]) => !mistakes.has(name))),
  )
}

type StreamSettings = Partial<
  Record<'STREAM_API_KEY' | 'STREAM_API_SECRET' | 'STREAM_API_SECRET_FILE', string | undefined>
>

/** The secret, from the setting or from the file it names. */
function secretOf(
  { STREAM_API_KEY: key, STREAM_API_SECRET: inline, STREAM_API_SECRET_FILE: file }: StreamSettings,
  mistake: (name: keyof Settings, expected: string) => void,
): Secret {
  if (!key && (inline || file)) mistake('STREAM_API_KEY', 'expected the key the secret belongs to')
  if (inline && file) {
    mistake('STREAM_API_SECRET_FILE', 'expected only one of this and STREAM_API_SECRET')
  }
  if (key && !inline && !file) {
    mistake('STREAM_API_SECRET', 'expected the secret that belongs to the key')
  }
  if (!file || inline) return new Secret(inline ?? '')
  let secret = ''
  try {
    secret = readFileSync(file, 'utf8').trim()
  } catch {
    // Missing, a folder, or not for us to read: said below.
  }
  if (!secret) mistake('STREAM_API_SECRET_FILE', 'expected a file that holds the secret')
  return new Secret(secret)
}
