import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'

export const script = 'console.log("built")\n'
export const hashed = '/assets/index-4f2a91bc.js'

/** A folder that looks like a built client. */
export function makeClientFolder(): { folder: string; remove(): void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'steward-client-'))
  const write = (name: string, content: string | Buffer) => {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
    writeFileSync(path.join(folder, name), content)
  }
  write('index.html', '<!doctype html><title>Steward</title>')
  write(hashed, script)
  write(`${hashed}.br`, brotliCompressSync(script))
  write(`${hashed}.gz`, gzipSync(script))
  write('icon.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>')
  write('.vite/manifest.json', '{"planted":true}')
  write('.built-from', 'planted')
  write('assets/index.js.map', 'planted')
  write('notes.md', 'planted')
  return { folder, remove: () => rmSync(folder, { recursive: true }) }
}
