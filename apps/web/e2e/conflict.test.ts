import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { openBrowser, type Visit } from './support/browser.js'
import { newAccount, signUp } from './support/person.js'
import { screenshot } from './support/screenshot.js'
import { addTask, rowOf, saved, showsTitles } from './support/tasks.js'

const browser = openBrowser()

const beginEdit = async (page: Page, title: string): Promise<void> => {
  await rowOf(page, title).getByRole('button', { name: 'Edit' }).click()
  await page.getByLabel('Title').waitFor()
}

interface Texts {
  readonly title?: string
  readonly description?: string
}

const save = async (page: Page, texts: Texts): Promise<void> => {
  if (texts.title !== undefined) await page.getByLabel('Title').fill(texts.title)
  if (texts.description !== undefined) await page.getByLabel('Description').fill(texts.description)
  await page.getByRole('button', { name: 'Save' }).click()
}

/** Two tabs of one person who has one task. */
const twoTabs = async ({ page }: Visit): Promise<readonly [Page, Page]> => {
  await signUp(page, newAccount('Ada'))
  await addTask(page, 'Buy milk')
  await saved(page)
  const other = await page.context().newPage()
  await other.goto('/')
  return [page, other]
}

/** In both tabs the task is being edited, and the second has saved first. */
const overtaken = async (visit: Visit, by: Texts): Promise<readonly [Page, Page]> => {
  const [page, other] = await twoTabs(visit)
  await beginEdit(page, 'Buy milk')
  await beginEdit(other, 'Buy milk')
  await save(other, by)
  await saved(other)
  return [page, other]
}

const disputed = (visit: Visit) => overtaken(visit, { title: 'Buy oat milk', description: 'from the market' })

test('two edits of the same title: both are shown, and mine can be kept', async () => {
  await using visit = await browser.visit()
  const [page, other] = await disputed(visit)
  await save(page, { title: 'Buy soy milk' })
  const dialog = page.getByRole('alertdialog')
  await dialog.getByRole('region', { name: 'Your version' }).getByText('Buy soy milk').waitFor()
  await dialog.getByRole('region', { name: 'The other version' }).getByText('Buy oat milk').waitFor()
  await screenshot(page, 'desktop-light-conflict')
  await dialog.getByRole('button', { name: 'Keep mine' }).click()
  for (const tab of [page, other]) {
    await showsTitles(tab, ['Buy soy milk'])
    // Only the title was disputed: the other's description is lost by nobody.
    await rowOf(tab, 'Buy soy milk').getByText('from the market').waitFor()
  }
})

test('two edits of the same title: the other can be kept', async () => {
  await using visit = await browser.visit({ viewport: { width: 360, height: 740 }, colorScheme: 'dark' })
  const [page, other] = await disputed(visit)
  await save(page, { title: 'Buy soy milk' })
  await page.getByRole('alertdialog').waitFor()
  await screenshot(page, 'phone-dark-conflict')
  await page.getByRole('button', { name: 'Keep the other' }).click()
  await showsTitles(page, ['Buy oat milk'])
  await saved(page)
  await showsTitles(other, ['Buy oat milk'])
})

test('two edits of the same title: Escape goes back to the editor with what was typed', async () => {
  await using visit = await browser.visit()
  const [page] = await disputed(visit)
  await save(page, { title: 'Buy soy milk' })
  await page.getByRole('alertdialog').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('textbox', { name: 'Title' }).and(page.locator('[value="Buy soy milk"]')).waitFor()
  await save(page, { title: 'Buy soy and oat milk' })
  await showsTitles(page, ['Buy soy and oat milk'])
  await rowOf(page, 'Buy soy and oat milk').getByText('from the market').waitFor()
})

test('edits of different texts are joined without a question', async () => {
  await using visit = await browser.visit()
  const [page, other] = await overtaken(visit, { description: 'from the market' })
  await page.getByText('changed elsewhere since you began').waitFor()
  await save(page, { title: 'Buy oat milk' })
  await saved(page)
  await showsTitles(page, ['Buy oat milk'])
  await rowOf(page, 'Buy oat milk').getByText('from the market').waitFor()
  await rowOf(other, 'Buy oat milk').getByText('from the market').waitFor()
})

test('an edit of what was deleted elsewhere can be kept as a new task', async () => {
  await using visit = await browser.visit()
  const [page, other] = await twoTabs(visit)
  await beginEdit(page, 'Buy milk')
  await rowOf(other, 'Buy milk').getByRole('button', { name: 'Delete' }).click()
  await saved(other)
  await page.getByText('has been deleted elsewhere').waitFor()
  await save(page, { title: 'Buy oat milk' })
  await page.locator('.toast').getByText('Add as a new task').click()
  await showsTitles(page, ['Buy oat milk'])
  await showsTitles(other, ['Buy oat milk'])
})
