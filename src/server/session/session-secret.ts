import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Secret } from '../secret.ts'

/**
 * The secret that signs session cookies when none is configured: made once, kept in the data directory
 * for our eyes only. Several servers without a directory in common need SESSION_SECRET instead.
 */
export function keptSessionSecret(dataDir: string): Secret {
  mkdirSync(dataDir, { recursive: true })
  const file = path.join(dataDir, 'session-secret')
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, randomBytes(32).toString('base64url'), { mode: 0o600 })
  try {
    // A link never replaces a file and never shows half of one, so the first of two servers wins.
    linkSync(draft, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft)
  }
  return new Secret(readFileSync(file, 'utf8').trim())
}
