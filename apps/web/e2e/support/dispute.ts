import type { Page } from 'playwright-core'
import type { Visit } from './browser.js'
import { newAccount, signUp } from './person.js'
import { addTask, rowOf, saved } from './tasks.js'

export const beginEdit = async (page: Page, title: string): Promise<void> => {
  await rowOf(page, title).getByRole('button', { name: 'Edit' }).click()
  await page.getByLabel('Title').waitFor()
}

interface Texts {
  readonly title?: string
  readonly description?: string
}

export const save = async (page: Page, texts: Texts): Promise<void> => {
  if (texts.title !== undefined) await page.getByLabel('Title').fill(texts.title)
  if (texts.description !== undefined) await page.getByLabel('Description').fill(texts.description)
  await page.getByRole('button', { name: 'Save' }).click()
}

/** Two tabs of one person who has one task. */
export const twoTabs = async ({ page }: Visit): Promise<readonly [Page, Page]> => {
  await signUp(page, newAccount('Ada'))
  await addTask(page, 'Buy milk')
  await saved(page)
  const other = await page.context().newPage()
  await other.goto('/')
  return [page, other]
}

/** In both tabs the task is being edited, and the second has saved first. */
export const overtaken = async (visit: Visit, by: Texts): Promise<readonly [Page, Page]> => {
  const [page, other] = await twoTabs(visit)
  await beginEdit(page, 'Buy milk')
  await beginEdit(other, 'Buy milk')
  await save(other, by)
  await saved(other)
  return [page, other]
}

export const disputed = (visit: Visit): Promise<readonly [Page, Page]> =>
  overtaken(visit, { title: 'Buy oat milk', description: 'from the market' })
