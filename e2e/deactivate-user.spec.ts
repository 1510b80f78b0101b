import { expect, signInAs, test } from './test.ts'

const person = '/apps/sandbox/users?user=jose-nunez-42'

test('a moderator deactivates a person, sees it everywhere, and undoes it', async ({ page }) => {
  await signInAs(page, 'moderator')
  await page.goto(person)
  const panel = page.getByRole('complementary', { name: 'User' })
  await expect(panel.getByText('Can connect')).toBeVisible()

  await panel.getByRole('button', { name: 'Deactivate' }).click()
  const form = page.getByRole('dialog', { name: /Deactivate José Núñez/ })
  await expect(form).toContainText('jose-nunez-42')
  await form.getByRole('combobox', { name: 'Reason' }).selectOption({ label: 'Spam' })
  await form.getByRole('button', { name: 'Deactivate José Núñez' }).click()

  await expect(panel.getByText('Can’t connect')).toBeVisible()
  await expect(panel.getByText(/Mo Moderator/)).toBeVisible()

  await panel.getByRole('button', { name: 'Undo' }).click()
  await expect(panel.getByText('Can connect')).toBeVisible()
  await page.reload()
  await expect(panel.getByText('Can connect')).toBeVisible()
})

test('one letter opens the form and never acts; the keyboard alone does it all', async ({
  page,
}) => {
  await signInAs(page, 'admin')
  await page.goto(person)
  const panel = page.getByRole('complementary', { name: 'User' })
  await expect(panel.getByText('Can connect')).toBeVisible()

  await page.keyboard.press('d')
  const form = page.getByRole('dialog', { name: /Deactivate José Núñez/ })
  await expect(form.getByRole('combobox', { name: 'Reason' })).toBeFocused()
  const url = page.url()
  await page.keyboard.press('j')
  await expect(page).toHaveURL(url)
  await form.getByRole('combobox', { name: 'Reason' }).selectOption({ label: 'Another reason' })
  await page.keyboard.press('Control+Enter')
  await expect(form.getByText('Say why')).toBeVisible()
  await form.getByRole('textbox', { name: /Details/ }).fill('Asked for by phone')
  await page.keyboard.press('Control+Enter')
  await expect(panel.getByText('Can’t connect')).toBeVisible()

  await panel.getByRole('button', { name: 'Undo' }).press('Enter')
  await expect(panel.getByText('Can connect')).toBeVisible()
})

test('support sees why they cannot deactivate, and the server agrees', async ({ page }) => {
  await signInAs(page, 'support')
  await page.goto(person)
  const panel = page.getByRole('complementary', { name: 'User' })
  const deactivate = panel.getByRole('button', { name: 'Deactivate' })
  await expect(deactivate).toHaveAttribute('aria-disabled', 'true')
  await expect(deactivate).toHaveAccessibleDescription(/moderator, admin or owner/)

  const answer = await page.evaluate(() =>
    fetch('/api/apps/sandbox/users/jose-nunez-42/deactivate', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-steward': '1' },
      body: JSON.stringify({ reason: { preset: 'spam' } }),
    }).then(async (response) => ({ status: response.status, body: await response.json() })),
  )
  expect(answer).toMatchObject({
    status: 403,
    body: { code: 'forbidden', details: { right: 'user.deactivate' } },
  })
})

test('support cannot lift a deactivation made for safety', async ({ browser, page }) => {
  await signInAs(page, 'moderator')
  await page.goto(person)
  const panel = page.getByRole('complementary', { name: 'User' })
  await panel.getByRole('button', { name: 'Deactivate' }).click()
  const form = page.getByRole('dialog', { name: /Deactivate/ })
  await form.getByRole('combobox', { name: 'Reason' }).selectOption({ label: 'Spam' })
  await form.getByRole('button', { name: /^Deactivate/ }).click()
  await expect(panel.getByText('Can’t connect')).toBeVisible()

  const supportPage = await browser.newPage()
  await signInAs(supportPage, 'support')
  await supportPage.goto(person)
  const reactivate = supportPage
    .getByRole('complementary', { name: 'User' })
    .getByRole('button', { name: 'Reactivate' })
  await expect(reactivate).toHaveAttribute('aria-disabled', 'true')
  await expect(reactivate).toHaveAccessibleDescription(/safety/)
  await supportPage.close()

  await panel.getByRole('button', { name: 'Undo' }).click()
  await expect(panel.getByText('Can connect')).toBeVisible()
})

test('a change by a colleague shows without a reload', async ({ browser, page }) => {
  await signInAs(page, 'support')
  await page.goto(person)
  const panel = page.getByRole('complementary', { name: 'User' })
  await expect(panel.getByText('Can connect')).toBeVisible()

  const other = await browser.newPage()
  await signInAs(other, 'moderator')
  await other.goto(person)
  const theirs = other.getByRole('complementary', { name: 'User' })
  await theirs.getByRole('button', { name: 'Deactivate' }).click()
  const form = other.getByRole('dialog', { name: /Deactivate/ })
  await form.getByRole('combobox', { name: 'Reason' }).selectOption({ label: 'Inactive' })
  await form.getByRole('button', { name: /^Deactivate/ }).click()
  await expect(panel.getByText('Can’t connect')).toBeVisible()

  await theirs.getByRole('button', { name: 'Undo' }).click()
  await expect(panel.getByText('Can connect')).toBeVisible()
  await other.close()
})
