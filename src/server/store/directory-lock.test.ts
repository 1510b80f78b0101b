import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from './database.ts'
import { DirectoryInUse, lockDirectory, processHolding } from './directory-lock.ts'

const lockFile = path.resolve(import.meta.dirname, 'directory-lock.ts')

function newDirectory(): string {
  const directory = mkdtempSync(path.join(tmpdir(), 'steward-lock-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  return directory
}

/** Another process that holds the directory until it is ended. */
async function holderOf(directory: string): Promise<ChildProcess> {
  const script = `
    const { lockDirectory } = await import(${JSON.stringify(lockFile)})
    lockDirectory(${JSON.stringify(directory)})
    console.log('locked')
    setInterval(() => undefined, 1_000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('refused')))
  await Promise.race([once(child.stdout, 'data'), ended])
  return child
}

test('a directory another process has is refused, and the refusal names that process', async () => {
  const directory = newDirectory()
  const child = await holderOf(directory)
  expect(() => lockDirectory(directory)).toThrow(DirectoryInUse)
  expect(() => lockDirectory(directory)).toThrow(`in use by process ${child.pid}`)
  await expect(openDatabase({ dataDir: directory })).rejects.toThrow(DirectoryInUse)
  expect(processHolding(directory)).toBe(child.pid)
})

test('a lock whose process was killed is taken over', async () => {
  const directory = newDirectory()
  const child = await holderOf(directory)
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
  expect(processHolding(directory)).toBeUndefined()
  lockDirectory(directory)
  expect(processHolding(directory)).toBe(process.pid)
})

test('a directory given back can be locked again', () => {
  const directory = newDirectory()
  const unlock = lockDirectory(directory)
  expect(() => lockDirectory(directory)).toThrow(`in use by process ${process.pid}`)
  unlock()
  lockDirectory(directory)()
})

test('of two that start at once on a dead one’s directory exactly one gets it', async () => {
  const directory = newDirectory()
  const first = await holderOf(directory)
  const ended = once(first, 'exit')
  first.kill('SIGKILL')
  await ended
  const starts = await Promise.allSettled([holderOf(directory), holderOf(directory)])
  expect(starts.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
})
