import { sandboxMode } from './places.ts'
import { withFaults } from './sandbox-control.ts'
import { expect, signInAs, test } from './test.ts'

const down = [
  { endpoint: '*', kind: 'status', status: 503, rate: 1, count: null },
] as const satisfies unknown[]

test('Stream is down: the page says so, and one click brings the list back', async ({ page }) => {
  await signInAs(page, 'support')
  await withFaults(sandboxMode.control, [...down], async () => {
    await page.goto('/apps/sandbox/users?q=anna')
    await expect(page.getByText('Stream does not answer')).toBeVisible({ timeout: 30_000 })
  })
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('table', { name: 'Users' }).getByRole('row').nth(1)).toBeVisible()
})

test('rows that were loaded stay on screen when a refresh fails', async ({ page }) => {
  await signInAs(page, 'support')
  const row = page.getByRole('table', { name: 'Users' }).getByRole('row').nth(1)
  await expect(row).toBeVisible()
  await withFaults(sandboxMode.control, [...down], async () => {
    await page.getByRole('button', { name: 'Refresh' }).click()
    await expect(page.getByText('Stream does not answer')).toBeVisible({ timeout: 30_000 })
    await expect(row).toBeVisible()
  })
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByText('Stream does not answer')).toBeHidden()
})

test('a refresh that answers late never shows one list under another filter', async ({ page }) => {
  await signInAs(page, 'support')
  const first = page.getByRole('table', { name: 'Users' }).getByRole('row').nth(1)
  await expect(first).toBeVisible()
  await withFaults(
    sandboxMode.control,
    [{ endpoint: 'QueryUsers', kind: 'stall', ms: 3_000, count: 1 }],
    async () => {
      const answered = page.waitForResponse(/users\/search/)
      await page.getByRole('button', { name: 'Refresh' }).click()
      await page
        .getByRole('group', { name: 'Filters' })
        .getByRole('button', { name: 'Role' })
        .click()
      await page.getByRole('checkbox', { name: 'admin', exact: true }).check()
      await expect(first).toContainText('admin')
      const shown = await first.textContent()
      await answered
      await page.waitForTimeout(3_500)
      await expect(first).toHaveText(shown ?? '')
    },
  )
})

test('a rate limit says how long to wait and ends by itself', async ({ page }) => {
  await signInAs(page, 'support')
  await withFaults(
    sandboxMode.control,
    [{ endpoint: 'QueryUsers', kind: 'status', status: 429, rate: 1, count: null }],
    async () => {
      await page.goto('/apps/sandbox/users?q=maria')
      await expect(page.getByText(/Stream asked us to wait/)).toBeVisible({ timeout: 30_000 })
    },
  )
  await expect(page.getByRole('table', { name: 'Users' }).getByRole('row').nth(1)).toBeVisible({
    timeout: 60_000,
  })
})

test('a failed action keeps what was typed', async ({ page }) => {
  await signInAs(page, 'moderator')
  await page.goto('/apps/sandbox/users?user=jose-nunez-42')
  const panel = page.getByRole('complementary', { name: 'User' })
  await panel.getByRole('button', { name: 'Deactivate' }).click()
  const form = page.getByRole('dialog', { name: /Deactivate/ })
  await form.getByRole('combobox', { name: 'Reason' }).selectOption({ label: 'Another reason' })
  await form.getByRole('textbox', { name: /Details/ }).fill('Asked for by phone')
  await withFaults(sandboxMode.control, [...down], async () => {
    await form.getByRole('button', { name: /^Deactivate/ }).click()
    await expect(form.getByRole('alert')).toBeVisible({ timeout: 30_000 })
    await expect(form.getByRole('textbox', { name: /Details/ })).toHaveValue('Asked for by phone')
  })
})
