import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { buildClient } from '../src/build.ts'
import { atMost, report } from './claims.ts'

/**
 * JavaScript the browser needs before the first rows of the users page: the entry and everything it
 * imports, the page itself included. Everything else must wait until it is needed.
 */
const firstScreen = ['index.html']

type Chunk = { file: string; imports?: string[] }

await buildClient()
const dist = path.resolve(import.meta.dirname, '../dist')
const manifest = JSON.parse(readFileSync(path.join(dist, '.vite/manifest.json'), 'utf8')) as Record<
  string,
  Chunk
>

const needed = new Map<string, number>()
function follow(name: string): void {
  const chunk = manifest[name]
  if (!chunk || needed.has(chunk.file)) return
  needed.set(chunk.file, gzipSync(readFileSync(path.join(dist, chunk.file)), { level: 9 }).length)
  for (const next of chunk.imports ?? []) follow(next)
}
for (const name of firstScreen) follow(name)

const kilobytes = [...needed.values()].reduce((sum, bytes) => sum + bytes, 0) / 1000
report(
  'size',
  [...needed].map(([file, bytes]) => ({ file, 'kB gzip': Math.round(bytes / 100) / 10 })),
  [atMost('JavaScript before the first rows', kilobytes, 170, 'kB gzip')],
)
