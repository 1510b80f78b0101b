import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { canary, realMode, reports } from './places.ts'
import { expect, test } from './test.ts'

/** Plain, base64 in each of its three alignments, and hex. */
function formsOf(secret: string): string[] {
  const base64 = [0, 1, 2].map((offset) =>
    Buffer.from(' '.repeat(offset) + secret)
      .toString('base64')
      .slice(offset === 0 ? 0 : 4, -4),
  )
  return [secret, Buffer.from(secret).toString('hex'), ...base64]
}

const dist = path.resolve(import.meta.dirname, '../dist')

test('the search finds a secret in every form it looks for', () => {
  const secret = canary.apiSecret
  for (const text of [
    secret,
    Buffer.from(`x${secret}y`).toString('base64'),
    Buffer.from(`xy${secret}`).toString('base64'),
    Buffer.from(secret).toString('hex'),
  ]) {
    expect(formsOf(secret).some((form) => text.includes(form))).toBe(true)
  }
})

test('no secret is in any answer, log, error or file of the bundle', async ({ request }) => {
  // Errors first: an answer of each kind, from the server that holds the planted secrets.
  for (const url of ['/api/nothing', '/api/apps', '/api/apps/main/users/x', '/%00', '/healthz']) {
    await request.get(`${realMode.url}${url}`, { headers: { 'x-steward': '1' } })
  }
  const files = [
    ...readdirSync(dist, { recursive: true, encoding: 'utf8' }).map((name) =>
      path.join(dist, name),
    ),
    ...readdirSync(reports).map((name) => path.join(reports, name)),
  ].filter((file) => /\.(js|css|html|json|log|map|svg)$/.test(file))
  expect(files.length).toBeGreaterThan(5)

  const found = files.flatMap((file) => {
    const text = readFileSync(file, 'utf8')
    return [canary.apiSecret, canary.sessionSecret]
      .filter((secret) => formsOf(secret).some((form) => text.includes(form)))
      .map((secret) => `${path.basename(file)}: ${secret.slice(0, 16)}…`)
  })
  expect(found).toEqual([])
})
