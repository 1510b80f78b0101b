import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { installedChromium } from './chromium.ts'

/** Finds a browser for the end-to-end tests, or gets one; says what to install when it can't. */
function ensureChromium(): void {
  const here = installedChromium()
  if (here && existsSync(here)) return
  if (here) fail(`CHROMIUM_PATH names ${here}, and there is no such file.`)

  run('npx', ['playwright', 'install', 'chromium'])
  if (installedChromium()) return

  if (process.platform === 'linux' && process.getuid?.() === 0) {
    run('apt-get', ['update', '-qq'])
    run('apt-get', ['install', '-y', '-qq', 'chromium', 'fonts-noto-core', 'fonts-noto-cjk'])
    if (installedChromium()) return
  }
  fail(
    'No Chromium found, and none could be downloaded. Install one (on Debian: ' +
      '`apt-get install chromium`) or set CHROMIUM_PATH to its program file.',
  )
}

function run(command: string, args: string[]): void {
  // Its own messages go to the terminal, so that a slow download does not look like a hang.
  spawnSync(command, args, {
    stdio: 'inherit',
    timeout: 5 * 60_000,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}

ensureChromium()
