import { expect, test } from 'vitest'
import { argon2id } from './password.ts'

test('a password is kept as Argon2id with 19 MiB and two passes, and never the same way twice', async () => {
  const first = await argon2id.hash('correct horse battery staple')
  expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(await argon2id.hash('correct horse battery staple')).not.toBe(first)
})

test('only the same password is right', async () => {
  const hash = await argon2id.hash('correct horse battery staple')
  expect(await argon2id.verify({ hash, password: 'correct horse battery staple' })).toBe(true)
  expect(await argon2id.verify({ hash, password: 'correct horse battery stable' })).toBe(false)
})

test('accents typed on another keyboard are the same password', async () => {
  const hash = await argon2id.hash('caf\u00e9 au lait, bien chaud')
  expect(await argon2id.verify({ hash, password: 'cafe\u0301 au lait, bien chaud' })).toBe(true)
})
