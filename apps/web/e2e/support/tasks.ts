import assert from 'node:assert/strict'
import type { Locator, Page } from 'playwright-core'

export const addTask = async (page: Page, title: string): Promise<void> => {
  await page.getByLabel('New task').fill(title)
  await page.getByLabel('New task').press('Enter')
  await rowOf(page, title).waitFor()
}

/** The row of a task by its title. */
export const rowOf = (page: Page, title: string): Locator =>
  page.locator('li[data-task]').filter({ has: page.getByText(title, { exact: true }) })

/** Everything has arrived. */
export const saved = async (page: Page): Promise<void> => {
  await page.getByText('Saved', { exact: true }).waitFor()
}

/** The titles that are shown, from the top. */
export const titles = (page: Page): Promise<string[]> => page.locator('.task-title').allTextContents()

const limitMs = 15_000

/** Waits until the titles are these, in this order. */
export const showsTitles = async (page: Page, expected: readonly string[]): Promise<void> => {
  const until = Date.now() + limitMs
  for (;;) {
    const shown = await titles(page)
    if (Date.now() > until) assert.deepEqual(shown, expected)
    if (JSON.stringify(shown) === JSON.stringify(expected)) return
    await page.waitForTimeout(50)
  }
}
