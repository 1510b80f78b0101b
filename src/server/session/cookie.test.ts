import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { COOKIE, tokenIn } from './cookie.ts'

const secret = 'the secret of this installation'
const signed = (token: string, by = secret) =>
  encodeURIComponent(`${token}.${createHmac('sha256', by).update(token).digest('base64')}`)

test('a token we signed is read from among other cookies', () => {
  const header = `theme=dark; ${COOKIE}=${signed('a.token')}; other=${signed('no')}`
  expect(tokenIn(header, secret)).toBe('a.token')
})

test.each([
  ['no header', undefined],
  ['no cookie of ours', 'theme=dark'],
  ['an empty one', `${COOKIE}=`],
  ['no signature', `${COOKIE}=token`],
  ['an empty signature', `${COOKIE}=token.`],
  ['no token', `${COOKIE}=.${signed('')}`],
  ['a signature by another secret', `${COOKIE}=${signed('token', 'another secret')}`],
  ['the signature of another token', `${COOKIE}=${signed('token').replace('token', 'tokem')}`],
  ['half an escape', `${COOKIE}=%E0%A4%A`],
  ['a name that only ends like ours', `x${COOKIE}=${signed('token')}`],
])('%s names no token', (_, header) => {
  expect(tokenIn(header, secret)).toBeUndefined()
})
