import { spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from './test.ts'

const port = 4400

test('npm run dev serves the page from its sources', async ({ page }) => {
  test.setTimeout(120_000)
  const dataDir = mkdtempSync(path.join(tmpdir(), 'steward-dev-'))
  const dev = spawn(process.execPath, ['src/dev.ts'], {
    cwd: path.resolve(import.meta.dirname, '..'),
    env: { ...process.env, PORT: String(port), DATA_DIR: dataDir, SANDBOX_USERS: '100' },
    stdio: 'ignore',
  })
  try {
    const role = page.getByRole('button', { name: /moderator/i })
    await expect(async () => {
      await page.goto(`http://localhost:${port}/sign-in`)
      await expect(role).toBeVisible({ timeout: 5_000 })
    }).toPass({ timeout: 90_000 })
    await role.click()
    await expect(page.getByRole('table', { name: 'Users' }).getByRole('row').nth(3)).toBeVisible()
  } finally {
    dev.kill('SIGTERM')
  }
})
