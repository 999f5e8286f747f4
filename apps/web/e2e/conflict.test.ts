import { test } from 'node:test'
import { openBrowser } from './support/browser.js'
import { beginEdit, disputed, save } from './support/dispute.js'
import { newAccount, signUp } from './support/person.js'
import { addTask, rowOf, saved, showsTitles } from './support/tasks.js'

const browser = openBrowser()

test('two edits of the same title: both are shown, and mine can be kept', async () => {
  await using visit = await browser.visit()
  const [page, other] = await disputed(visit)
  await save(page, { title: 'Buy soy milk' })
  const dialog = page.getByRole('alertdialog')
  await dialog.getByRole('region', { name: 'Your version' }).getByText('Buy soy milk').waitFor()
  await dialog.getByRole('region', { name: 'The other version' }).getByText('Buy oat milk').waitFor()
  await dialog.getByRole('button', { name: 'Keep mine' }).click()
  for (const tab of [page, other]) {
    await showsTitles(tab, ['Buy soy milk'])
    // Only the title was disputed: the other's description is lost by nobody.
    await rowOf(tab, 'Buy soy milk').getByText('from the market').waitFor()
  }
})

test('two edits of the same title: the other can be kept', async () => {
  await using visit = await browser.visit()
  const [page, other] = await disputed(visit)
  await save(page, { title: 'Buy soy milk' })
  await page.getByRole('alertdialog').waitFor()
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
  const { page } = visit
  await signUp(page, newAccount('Ada'))
  await addTask(page, 'Buy milk')
  await saved(page)
  const other = await page.context().newPage()
  await other.goto('/')
  await beginEdit(page, 'Buy milk')
  await beginEdit(other, 'Buy milk')
  await save(other, { description: 'from the market' })
  await saved(other)
  await page.getByText('changed elsewhere since you began').waitFor()
  await save(page, { title: 'Buy oat milk' })
  await saved(page)
  await showsTitles(page, ['Buy oat milk'])
  await rowOf(page, 'Buy oat milk').getByText('from the market').waitFor()
  await rowOf(other, 'Buy oat milk').getByText('from the market').waitFor()
})

test('an edit of what was deleted elsewhere can be kept as a new task', async () => {
  await using visit = await browser.visit()
  const { page } = visit
  await signUp(page, newAccount('Ada'))
  await addTask(page, 'Buy milk')
  await saved(page)
  await beginEdit(page, 'Buy milk')
  const other = await page.context().newPage()
  await other.goto('/')
  await rowOf(other, 'Buy milk').getByRole('button', { name: 'Delete' }).click()
  await saved(other)
  await page.getByText('has been deleted elsewhere').waitFor()
  await save(page, { title: 'Buy oat milk' })
  await page.locator('.toast').getByText('Add as a new task').click()
  await showsTitles(page, ['Buy oat milk'])
  await showsTitles(other, ['Buy oat milk'])
})
