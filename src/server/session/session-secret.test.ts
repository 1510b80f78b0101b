import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { keptSessionSecret } from './session-secret.ts'

function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'steward-secret-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

test('the secret is made once and is the same at every start', () => {
  const folder = newFolder()
  const first = keptSessionSecret(folder).reveal()
  expect(first).toMatch(/^[\w-]{43}$/)
  expect(keptSessionSecret(folder).reveal()).toBe(first)
  expect(keptSessionSecret(newFolder()).reveal()).not.toBe(first)
})

test('only the server may read it, and nothing else is left beside it', () => {
  const folder = path.join(newFolder(), 'made on the way')
  keptSessionSecret(folder)
  expect(readdirSync(folder)).toEqual(['session-secret'])
  expect(statSync(path.join(folder, 'session-secret')).mode & 0o777).toBe(0o600)
})
