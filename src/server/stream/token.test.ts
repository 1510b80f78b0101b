import { expect, test } from 'vitest'
import { serverToken } from './token.ts'

test("equals the token Stream's own SDK makes for the secret `secret`", () => {
  expect(serverToken('secret')).toBe(
    'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzZXJ2ZXIiOnRydWV9.DHnfQolWsEGFcTR7ZwVBbIVUFAvxzDJXzB6UlyU-7JQ',
  )
})
