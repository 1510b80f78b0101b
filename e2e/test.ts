import { appendFileSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { test as base, type Page } from '@playwright/test'
import type { Role } from '../src/contract/rights.ts'
import { reports } from './places.ts'

export { expect } from '@playwright/test'

const responses = path.join(reports, 'responses.log')

/** Playwright's test, with every answer written down for the search for secrets at the end. */
export const test = base.extend<{ recorded: undefined }>({
  recorded: [
    async ({ context }, use) => {
      mkdirSync(reports, { recursive: true })
      const writing: Promise<void>[] = []
      context.on('response', (response) => {
        writing.push(
          (async () => {
            const headers = JSON.stringify(await response.allHeaders())
            const body = await response.text()
            appendFileSync(responses, `${response.url()}\n${headers}\n${body}\n`)
          })().catch(() => undefined),
        )
      })
      await use(undefined)
      await Promise.race([
        Promise.all(writing),
        new Promise((resolve) => {
          setTimeout(resolve, 1_000)
        }),
      ])
    },
    { auto: true },
  ],
})

/** Signs in with one click, as the sandbox offers it, and waits for the users. */
export async function signInAs(page: Page, role: Role): Promise<void> {
  await page.goto('/sign-in')
  await page.getByRole('button', { name: new RegExp(role, 'i') }).click()
  await page.getByRole('table', { name: 'Users' }).waitFor()
}
