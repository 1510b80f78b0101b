import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import path from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { build } from 'vite'
import { chromiumFlags, installedChromium } from '../e2e/chromium.ts'
import { atMost, median, report } from './claims.ts'
import { startServer } from './server-under-test.ts'

/**
 * Time from opening the users page with an empty cache to the first rows on screen, in Chromium,
 * against AG Grid showing the same fifty users with nothing around it. Alternating rounds; medians.
 */
const ROUNDS = 7
const PEER_PORT = 4303

const peer = path.join(import.meta.dirname, 'peers/ag-grid')
await build({ root: peer, configFile: false, logLevel: 'error', base: './' })

const server = await startServer(20_000)
const users = await fetch(`${server.url}/api/apps/sandbox/users/search`, {
  method: 'POST',
  headers: {
    'content-type': 'application/json',
    'x-steward': '1',
    origin: server.url,
    cookie: server.cookie,
  },
  body: '{}',
})
writeFileSync(path.join(peer, 'dist/users.json'), await users.text())
const peerServer = serveFolder(path.join(peer, 'dist'))

const executablePath = installedChromium()
const browser = await chromium.launch({
  ...(executablePath && { executablePath }),
  args: chromiumFlags,
})
const pages = {
  Steward: { url: `${server.url}/apps/sandbox/users`, row: 'tbody tr[data-index]' },
  'AG Grid, bare': { url: `http://localhost:${PEER_PORT}/`, row: '.ag-row' },
}

const figures: { page: string; round: number; 'first rows ms': number; 'script kB': number }[] = []
for (let round = 0; round <= ROUNDS; round++) {
  for (const [name, { url, row }] of Object.entries(pages)) {
    // A new context has an empty cache.
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    const [cookieName = '', value = ''] = server.cookie.split('=')
    await context.addCookies([
      { name: cookieName, value, domain: 'localhost', path: '/', secure: true, sameSite: 'Strict' },
    ])
    const measured = await firstRows(await context.newPage(), url, row)
    await context.close()
    if (round > 0) figures.push({ page: name, round, ...measured })
  }
}
await browser.close()
peerServer.close()
await server.stop()

const time = (page: string) =>
  median(figures.filter((row) => row.page === page).map((row) => row['first rows ms']))
const script = median(
  figures.filter((row) => row.page === 'Steward').map((row) => row['script kB']),
)
report('first-rows', figures, [
  atMost(
    'first rows of the whole app, against a bare AG Grid page',
    time('Steward') / time('AG Grid, bare'),
    1.5,
    'of its time',
  ),
  atMost('scripts the browser fetched before the first rows', script, 170, 'kB compressed'),
])

async function firstRows(page: Page, url: string, row: string) {
  let scriptBytes = 0
  page.on('requestfinished', (request) => {
    if (request.resourceType() !== 'script') return
    void request.sizes().then(({ responseBodySize }) => {
      scriptBytes += responseBodySize
    })
  })
  await page.goto(url, { waitUntil: 'commit' })
  const ms = await page.evaluate(
    (selector) =>
      new Promise<number>((resolve) => {
        const look = () => {
          if (document.querySelector(selector)) resolve(performance.now())
          else requestAnimationFrame(look)
        }
        look()
      }),
    row,
  )
  return { 'first rows ms': Math.round(ms), 'script kB': Math.round(scriptBytes / 100) / 10 }
}

function serveFolder(folder: string) {
  const types: Record<string, string> = {
    '.html': 'text/html',
    '.js': 'text/javascript',
    '.css': 'text/css',
    '.json': 'application/json',
  }
  return createServer((request, response) => {
    const name = request.url === '/' ? 'index.html' : (request.url ?? '').slice(1)
    try {
      const body = readFileSync(path.join(folder, name))
      response.writeHead(200, { 'content-type': types[path.extname(name)] ?? 'text/plain' })
      response.end(body)
    } catch {
      response.writeHead(404).end()
    }
  }).listen(PEER_PORT)
}
