import { expect, signInAs, test } from './test.ts'

test.beforeEach(async ({ page }) => {
  await signInAs(page, 'support')
})

test('a filter is in the address, and a reload shows the same view', async ({ page }) => {
  const table = page.getByRole('table', { name: 'Users' })
  await page.getByRole('group', { name: 'Filters' }).getByRole('button', { name: 'Role' }).click()
  await page.getByRole('checkbox', { name: 'moderator', exact: true }).check()
  await page.keyboard.press('Escape')
  await expect(page).toHaveURL(/moderator/)
  await expect(table.getByRole('row').nth(1)).toContainText('moderator')

  await page.getByRole('button', { name: 'Active and deactivated' }).click()
  await table.getByRole('button', { name: 'Last active' }).click()
  await expect(page).toHaveURL(/last_active/)
  const sentence = page.getByText(/^Users whose role is/)
  await expect(sentence).toBeVisible()
  await expect(table.getByRole('row').nth(2)).toBeVisible()
  const before = await table.getByRole('row').nth(2).textContent()
  const said = await sentence.textContent()

  await page.reload()
  await expect(sentence).toHaveText(said ?? '')
  await expect(table.getByRole('row').nth(2)).toHaveText(before ?? '')
  await expect(page.getByRole('button', { name: 'Active and deactivated' })).toHaveAttribute(
    'aria-pressed',
    'true',
  )

  await page.goBack()
  await expect(page).not.toHaveURL(/last_active/)
})

test('a bad link shows the list instead of an error', async ({ page }) => {
  await page.goto('/apps/sandbox/users?filter=%7Bbroken&sort=upwards&user=')
  await expect(page.getByRole('table', { name: 'Users' }).getByRole('row').nth(1)).toBeVisible()
})

test('search finds a person by part of the name, deactivated or not', async ({ page }) => {
  await page.keyboard.press('/')
  await page.keyboard.type('José')
  await expect(page).toHaveURL(/q=Jos/)
  await expect(
    page.getByRole('table', { name: 'Users' }).getByRole('row', { name: /jose-nunez-42/ }),
  ).toBeVisible()
})

test('a search that matches nobody says so and offers the way back', async ({ page }) => {
  await page.getByRole('searchbox').fill('zzzqqqxxx')
  await expect(page.getByText('No one matches')).toBeVisible()
  await page.getByRole('button', { name: 'Clear search and filters' }).click()
  await expect(page.getByRole('table', { name: 'Users' }).getByRole('row').nth(1)).toBeVisible()
})

test('the list goes on past the first pages without repeating anyone', async ({ page }) => {
  const loaded = page.getByText(/loaded, more exist/)
  await expect(loaded).toContainText('50')
  const table = page.getByRole('table', { name: 'Users' })
  await table.getByRole('row').nth(1).hover()
  await expect(async () => {
    await page.mouse.wheel(0, 4_000)
    await expect(loaded).toContainText(/[2-9]\d\d/, { timeout: 500 })
  }).toPass()
})

test('the whole journey works by keyboard alone', async ({ page }) => {
  const panel = page.getByRole('complementary', { name: 'User' })
  await page.getByRole('table', { name: 'Users' }).getByRole('row').nth(1).waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await expect(panel).toBeVisible()
  const first = await panel.getByRole('heading').first().textContent()
  const firstUrl = page.url()

  await page.keyboard.press('j')
  await expect(page).not.toHaveURL(firstUrl)
  await page.keyboard.press('k')
  await expect(page).toHaveURL(firstUrl)
  await expect(panel.getByRole('heading').first()).toHaveText(first ?? '')

  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible()
})

test('a colleague sees the same person behind a link', async ({ page, context }) => {
  await page.goto('/apps/sandbox/users?user=jose-nunez-42')
  const panel = page.getByRole('complementary', { name: 'User' })
  await expect(panel.getByRole('heading', { name: 'José Núñez' })).toBeVisible()
  await panel.getByRole('tab', { name: /JSON/ }).click()
  await expect(panel.getByRole('tabpanel')).toContainText('"id": "jose-nunez-42"')

  const colleague = await context.newPage()
  await colleague.goto(page.url())
  await expect(
    colleague
      .getByRole('complementary', { name: 'User' })
      .getByRole('heading', { name: 'José Núñez' }),
  ).toBeVisible()
})
