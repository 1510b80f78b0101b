import path from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { sandboxMode, screenshots } from './places.ts'
import { withFaults } from './sandbox-control.ts'
import { expect, signInAs, test } from './test.ts'

const sizes = { wide: { width: 1440, height: 900 }, narrow: { width: 390, height: 844 } } as const

/** The main screens in both themes and two widths, for people to look at and for axe to check. */
for (const theme of ['light', 'dark'] as const) {
  for (const [size, viewport] of Object.entries(sizes)) {
    test(`the screens hold up, ${theme} and ${size}`, async ({ browser }) => {
      test.setTimeout(120_000)
      const context = await browser.newContext({ viewport, colorScheme: theme, timezoneId: 'UTC' })
      const page = await context.newPage()
      const look = (name: string) => lookAt(page, `${name}-${size}-${theme}`)

      await page.goto('/sign-in')
      await page.getByRole('button', { name: /moderator/i }).waitFor()
      await look('sign-in')

      await signInAs(page, 'moderator')
      await page.getByRole('table', { name: 'Users' }).getByRole('row').nth(3).waitFor()
      await look('users')

      await page.goto('/apps/sandbox/users?user=jose-nunez-42')
      const panel = page.getByRole('complementary', { name: 'User' })
      await panel.getByRole('heading', { name: 'José Núñez' }).waitFor()
      await look('panel')
      await panel.getByRole('tab', { name: /Custom/ }).click()
      await look('panel-custom')
      await panel.getByRole('tab', { name: /JSON/ }).click()
      await look('panel-json')
      await panel.getByRole('button', { name: 'Deactivate' }).click()
      await page.getByRole('dialog', { name: /Deactivate/ }).waitFor()
      await look('deactivate')

      await page.goto('/apps/sandbox/users?q=zzzqqqxxx')
      await page.getByText('No one matches').waitFor()
      await look('no-match')

      await withFaults(
        sandboxMode.control,
        [{ endpoint: '*', kind: 'status', status: 503, rate: 1, count: null }],
        async () => {
          await page.goto('/apps/sandbox/users?q=ana')
          await page.getByText('Stream does not answer').waitFor({ timeout: 30_000 })
          await look('stream-down')
        },
      )
      await context.close()
    })
  }
}

async function lookAt(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: path.join(screenshots, `${name}.png`) })
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  const grave = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
  expect(grave, name).toEqual([])
}

test('nothing moves while the list loads', async ({ page }) => {
  await signInAs(page, 'support')
  await page.addInitScript(() => {
    const shifts: number[] = []
    Object.assign(globalThis, { shifts })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        shifts.push((entry as unknown as { value: number }).value)
    }).observe({ type: 'layout-shift', buffered: true })
  })
  await page.goto('/apps/sandbox/users?user=jose-nunez-42')
  await page
    .getByRole('complementary', { name: 'User' })
    .getByRole('heading', { name: 'José Núñez' })
    .waitFor()
  await page.getByRole('table', { name: 'Users' }).getByRole('row').nth(3).waitFor()
  // Fonts and the fresh answer about the open user may still come.
  await page.waitForTimeout(1_000)
  const total = await page.evaluate(() =>
    (globalThis as unknown as { shifts: number[] }).shifts.reduce((sum, value) => sum + value, 0),
  )
  expect(total).toBeLessThan(0.01)
})
