import { defineConfig } from '@playwright/test'
import { chromiumFlags, installedChromium } from './chromium.ts'
import { bothReady, sandboxMode } from './places.ts'

const executablePath = installedChromium()

export default defineConfig({
  testDir: '.',
  outputDir: '../reports/e2e',
  // The journeys share two servers, and faults are switched for a whole server.
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env['CI']),
  reporter: [['list'], ['json', { outputFile: '../reports/e2e.json' }]],
  use: {
    baseURL: sandboxMode.url,
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'UTC',
    trace: 'retain-on-failure',
    launchOptions: { ...(executablePath && { executablePath }), args: chromiumFlags },
  },
  projects: [
    { name: 'journeys', testIgnore: 'secrets.spec.ts' },
    // Last, because it searches everything the journeys made the servers say.
    { name: 'secrets', testMatch: 'secrets.spec.ts', dependencies: ['journeys'] },
  ],
  webServer: {
    command: 'node e2e/serve.ts',
    cwd: '..',
    // One address for both servers: two entries would race each other for what is already there.
    url: bothReady.url,
    timeout: 120_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
  },
})
