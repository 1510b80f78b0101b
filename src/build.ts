import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const root = path.resolve(import.meta.dirname, '..')
const dist = path.join(root, 'dist')
const stamp = path.join(dist, '.built-from')
const sources = [
  'src/client',
  'src/contract',
  'public',
  'index.html',
  'vite.config.ts',
  'package-lock.json',
]

/** Builds the client into dist/ unless dist/ was built from exactly these sources. */
export async function buildClient({ force = false } = {}): Promise<void> {
  const digest = digestOf(sources.flatMap((name) => filesIn(path.join(root, name))))
  if (!force && existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return
  // Loaded only when there is something to build: an ordinary start should not pay for it.
  const { build } = await import('vite')
  await build({ root, logLevel: 'warn' })
  for (const file of filesIn(dist).filter((name) => /\.(js|css|svg)$/.test(name))) compress(file)
  writeFileSync(stamp, digest)
}

function filesIn(place: string): string[] {
  if (!existsSync(place)) return []
  if (statSync(place).isFile()) return [place]
  return readdirSync(place)
    .toSorted()
    .flatMap((name) => filesIn(path.join(place, name)))
}

function digestOf(files: string[]): string {
  const hash = createHash('sha256')
  for (const file of files) hash.update(path.relative(root, file)).update(readFileSync(file))
  return hash.digest('hex')
}

/** Compressed once here, so that the server only has to send. */
function compress(file: string): void {
  const bytes = readFileSync(file)
  writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }))
  const quality = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY }
  writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params: quality }))
}

if (import.meta.main) await buildClient({ force: process.argv.includes('--force') })
