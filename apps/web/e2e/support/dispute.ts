import type { Page } from 'playwright-core'
import type { Visit } from './browser.js'
import { newAccount, signUp } from './person.js'
import { addTask, rowOf, saved } from './tasks.js'

export const beginEdit = async (page: Page, title: string): Promise<void> => {
  await rowOf(page, title).getByRole('button', { name: 'Edit' }).click()
  await page.getByLabel('Title').waitFor()
}

export const save = async (page: Page, texts: { title?: string; description?: string }): Promise<void> => {
  if (texts.title !== undefined) await page.getByLabel('Title').fill(texts.title)
  if (texts.description !== undefined) await page.getByLabel('Description').fill(texts.description)
  await page.getByRole('button', { name: 'Save' }).click()
}

/** Two tabs of one person; in both the same task is being edited, and the second has saved first. */
export const disputed = async (visit: Visit): Promise<readonly [Page, Page]> => {
  const { page } = visit
  await signUp(page, newAccount('Ada'))
  await addTask(page, 'Buy milk')
  await saved(page)
  const other = await page.context().newPage()
  await other.goto('/')
  await beginEdit(page, 'Buy milk')
  await beginEdit(other, 'Buy milk')
  await save(other, { title: 'Buy oat milk', description: 'from the market' })
  await saved(other)
  return [page, other]
}
