import { sandboxMode } from './places.ts'
import { expect, signInAs, test } from './test.ts'

// Whatever fails here, the other journeys meet a sandbox that is well.
test.afterEach(() => fetch(`${sandboxMode.control}/faults`, { method: 'DELETE' }))

test('a moderator makes Stream misbehave, sees how the list copes, and makes it well again', async ({
  page,
}) => {
  await signInAs(page, 'moderator')
  const badge = page.getByRole('button', { name: /Make Stream misbehave/ })
  await badge.click()
  const training = page.getByRole('dialog', { name: 'Sandbox' })
  await training.getByRole('radio', { name: /^Down/ }).check()
  await expect(badge).toContainText('down')
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'Refresh' }).click()
  await expect(page.getByText('Stream does not answer')).toBeVisible({ timeout: 30_000 })
  await badge.click()
  await training.getByRole('radio', { name: /^Well/ }).check()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByText('Stream does not answer')).toBeHidden()
})

test('a raid is started by hand, shown by one filter, and gone with fresh data', async ({
  page,
}) => {
  await signInAs(page, 'admin')
  await page.getByRole('button', { name: /Make Stream misbehave/ }).click()
  const training = page.getByRole('dialog', { name: 'Sandbox' })
  await training.getByRole('button', { name: 'Start a raid' }).click()
  await expect(training.getByText(/[1-9]\d* of 400 accounts are here/)).toBeVisible()
  await training.getByRole('link', { name: 'Show them' }).click()
  const row = page.getByRole('table', { name: 'Users' }).getByRole('row').nth(1)
  await expect(row).toContainText('raid')

  await training.getByRole('button', { name: 'Start again with fresh data' }).click()
  await training.getByRole('button', { name: 'Yes, start again' }).click()
  await expect(page.getByText('No one matches')).toBeVisible({ timeout: 30_000 })
})
