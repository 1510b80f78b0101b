import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { inspect, parseEnv } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { readConfig } from './config.ts'
import { Settings } from './settings.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'steward-config-'))
afterAll(() => rmSync(folder, { recursive: true }))

const example = path.resolve(import.meta.dirname, '../../.env.example')
const noFile = path.join(folder, 'none')
const configOf = (env: NodeJS.ProcessEnv) => readConfig(env, noFile)
const realApp = { STREAM_API_KEY: 'key', STREAM_API_SECRET: 'hush-hush' }

/** What a start with these settings complains about, as `NAME: what is expected`. */
function mistakesIn(env: NodeJS.ProcessEnv): string[] {
  try {
    configOf(env)
    return []
  } catch (error) {
    return (error as Error).message.split('\n')
  }
}

function fileOf(name: string, text: string): string {
  const file = path.join(folder, name)
  writeFileSync(file, text)
  return file
}

test('.env.example names every setting and no other', () => {
  const named = Object.keys(parseEnv(readFileSync(example, 'utf8')))
  expect(named.toSorted()).toEqual(Object.keys(Settings.shape).toSorted())
})

test('.env.example shows the defaults: using it as it is changes nothing', () => {
  expect(readConfig({}, example)).toEqual(configOf({}))
})

test('every mistake is listed at once, each with what is expected', () => {
  const mistakes = mistakesIn({
    PORT: '70000',
    PUBLIC_URL: 'steward.example.com',
    STREAM_API_KEY: 'key',
    STREAM_BASE_URL: 'ftp://x',
    DATABASE_URL: 'mysql://x',
    SESSION_SECRET: 'short',
    SANDBOX_USERS: '0',
    SANDBOX_PORT: '1e3',
    SANDBOX_RATE_LIMITS: '0',
    SANDBOX_SIGN_IN: 'yes',
    REQUESTS_PER_MINUTE: '1',
    ALLOW_EVALUATION_DB: 'true',
    LOG_LEVEL: 'loud',
    NODE_ENV: 'production',
  })
  expect(mistakes.map((line) => line.split(':')[0]).toSorted()).toEqual([
    'ALLOW_EVALUATION_DB',
    'DATABASE_URL',
    'LOG_LEVEL',
    'PORT',
    'PUBLIC_URL',
    'REQUESTS_PER_MINUTE',
    'SANDBOX_PORT',
    'SANDBOX_RATE_LIMITS',
    'SANDBOX_SIGN_IN',
    'SANDBOX_USERS',
    'SESSION_SECRET',
    'STREAM_API_SECRET',
    'STREAM_BASE_URL',
  ])
  for (const line of mistakes) expect(line).toMatch(/^[A-Z_]+: expected /)
})

test('.env is read, and the environment wins', () => {
  const file = fileOf('.env', 'PORT=4000\nSANDBOX_USERS=50\nHOST=0.0.0.0\n')
  const { PORT, SANDBOX_USERS, HOST } = readConfig({ PORT: '5000', HOST: '' }, file)
  expect({ PORT, SANDBOX_USERS }).toEqual({ PORT: 5000, SANDBOX_USERS: 50 })
  expect(HOST, 'empty is not given').toBe('localhost')
})

test('the secret may be in a file', () => {
  const file = fileOf('secret', 'from-file\n')
  const { stream } = configOf({ STREAM_API_KEY: 'key', STREAM_API_SECRET_FILE: file })
  expect(stream?.apiSecret.reveal()).toBe('from-file')
})

test.each([
  ['no secret', { STREAM_API_KEY: 'key' }, 'STREAM_API_SECRET'],
  ['no key', { STREAM_API_SECRET: 'hush-hush' }, 'STREAM_API_KEY'],
  ['a secret twice', { ...realApp, STREAM_API_SECRET_FILE: 'x' }, 'STREAM_API_SECRET_FILE'],
  [
    'no such file',
    { STREAM_API_KEY: 'key', STREAM_API_SECRET_FILE: '/none' },
    'STREAM_API_SECRET_FILE',
  ],
  ['a folder', { STREAM_API_KEY: 'key', STREAM_API_SECRET_FILE: folder }, 'STREAM_API_SECRET_FILE'],
])('%s is one mistake', (_, env, name) => {
  expect(mistakesIn(env)).toEqual([expect.stringMatching(`^${name}: expected `)])
})

test('no secret shows when the settings are printed', () => {
  const config = configOf({ ...realApp, SESSION_SECRET: 'hush-hush'.repeat(4) })
  expect(inspect(config, { depth: 9, showHidden: true })).not.toContain('hush-hush')
  expect(JSON.stringify(config)).not.toContain('hush-hush')
})

test('production refuses the embedded database unless told otherwise', () => {
  expect(mistakesIn({ NODE_ENV: 'production' })).toEqual([
    'DATABASE_URL: expected a Postgres in production (or ALLOW_EVALUATION_DB=1)',
  ])
  expect(mistakesIn({ NODE_ENV: 'production', ALLOW_EVALUATION_DB: '1' })).toEqual([])
  expect(mistakesIn({ NODE_ENV: 'production', DATABASE_URL: 'postgres://x/y' })).toEqual([])
})

test.each([
  [{}, 'offered'],
  [{ HOST: '127.0.0.1' }, 'offered'],
  [{ HOST: '::1' }, 'offered'],
  [{ HOST: '0.0.0.0' }, 'refused'],
  [{ HOST: '192.168.0.7' }, 'refused'],
  [{ HOST: '0.0.0.0', SANDBOX_SIGN_IN: 'open' }, 'offered'],
  // On loopback, but with the world in front of it.
  [{ PUBLIC_URL: 'https://steward.example.com' }, 'refused'],
  [realApp, 'none'],
  [{ ...realApp, SANDBOX_SIGN_IN: 'open' }, 'none'],
] as const)('with %j one-click sign-in is %s', (env, expected) => {
  expect(configOf(env).oneClick).toBe(expected)
})

test.each([
  [undefined, 'http://localhost:3000'],
  ['http://localhost:4000', 'http://localhost:4000'],
  ['https://Steward.Example.com/', 'https://steward.example.com'],
])('PUBLIC_URL %s is %s', (given, expected) => {
  expect(configOf({ PUBLIC_URL: given }).publicUrl).toBe(expected)
})

test.each([
  'http://steward.example.com',
  'http://127.0.0.1:3000',
  'https://example.com/steward',
  'https://example.com/?a=1',
])('PUBLIC_URL %s is refused', (given) => {
  expect(mistakesIn({ PUBLIC_URL: given })).toEqual([
    expect.stringMatching(/^PUBLIC_URL: expected /),
  ])
})
