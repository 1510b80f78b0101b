import { readFileSync } from 'node:fs'
import { realMode, sandboxMode } from './places.ts'
import { expect, signInAs, test } from './test.ts'

for (const role of ['support', 'moderator', 'admin', 'owner'] as const) {
  test(`one click signs in as ${role}, and signing out ends it`, async ({ page }) => {
    await signInAs(page, role)
    await expect(page.getByText('Sandbox').first()).toBeVisible()

    await page.getByRole('button', { name: /Account/ }).click()
    await expect(page.getByRole('menu')).toContainText(role, { ignoreCase: true })
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()

    await page.goto('/apps/sandbox/users')
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  })
}

test('a link opened without a session leads there after signing in', async ({ page }) => {
  await page.goto('/apps/sandbox/users?q=nunez')
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await page.getByRole('button', { name: /support/i }).click()
  await expect(page.getByRole('searchbox')).toHaveValue('nunez')
})

test('the session cookie is closed to scripts and to other sites', async ({ page, context }) => {
  await signInAs(page, 'support')
  const cookie = (await context.cookies(sandboxMode.url)).find(({ name }) =>
    name.startsWith('__Host-'),
  )
  expect(cookie).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Strict', path: '/' })
})

test('on a real app the owner link makes the owner, once', async ({ page, browser }) => {
  const link = /http:\/\/localhost:4200\/claim#\S+/.exec(readFileSync(realMode.log, 'utf8'))?.[0]
  if (!link) throw new Error('The server printed no owner link.')
  const password = 'correct horse battery staple'

  await page.goto(link)
  await expect(page, 'the token leaves the address bar').not.toHaveURL(/#/)
  await page.getByRole('textbox', { name: 'Your name' }).fill('Olive Owner')
  await page.getByRole('textbox', { name: 'E-mail' }).fill('olive@example.com')
  await page.getByLabel('Password', { exact: true }).fill('too short')
  await page.getByRole('button', { name: 'Become the owner' }).click()
  await expect(page.getByText('At least 15 characters').first()).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Your name' })).toHaveValue('Olive Owner')

  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Become the owner' }).click()
  await expect(page.getByRole('table', { name: 'Users' })).toBeVisible()

  const other = await browser.newPage()
  await other.goto(link)
  await other.getByRole('textbox', { name: 'Your name' }).fill('Second')
  await other.getByRole('textbox', { name: 'E-mail' }).fill('second@example.com')
  await other.getByLabel('Password', { exact: true }).fill(password)
  await other.getByRole('button', { name: 'Become the owner' }).click()
  await expect(other.getByRole('alert')).toContainText('npm run owner-link')

  await other.goto(`${realMode.url}/sign-in`)
  await expect(other.getByRole('button', { name: /support/i })).toHaveCount(0)
  await other.getByRole('textbox', { name: 'E-mail' }).fill('olive@example.com')
  await other.getByLabel('Password', { exact: true }).fill('wrong password here')
  await other.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(other.getByRole('alert')).toBeVisible()
  await expect(other.getByRole('textbox', { name: 'E-mail' })).toHaveValue('olive@example.com')
  await other.getByLabel('Password', { exact: true }).fill(password)
  await other.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(other.getByRole('table', { name: 'Users' })).toBeVisible()
  await other.close()
})
