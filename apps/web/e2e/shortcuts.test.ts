import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openBrowser } from './support/browser.js'
import { newAccount, signUp } from './support/person.js'
import { addTask, rowOf, saved, showsTitles } from './support/tasks.js'

const browser = openBrowser()

test('a task that has not been sent yet is deleted by its key like any other', async () => {
  await using visit = await browser.visit()
  const { page } = visit
  await signUp(page, newAccount('Ada'))
  await addTask(page, 'Stays')
  await saved(page)
  await page.context().setOffline(true)
  await addTask(page, 'Thought better of')
  await rowOf(page, 'Thought better of').getByRole('checkbox').focus()
  await page.keyboard.press('d')
  await showsTitles(page, ['Stays'])
  await page.context().setOffline(false)
  await saved(page)
  await page.reload()
  await showsTitles(page, ['Stays'])
})

test('in the trash the keys of the list lead to the list', async () => {
  await using visit = await browser.visit()
  const { page } = visit
  await signUp(page, newAccount('Ada'))
  await addTask(page, 'Open')
  await addTask(page, 'Done')
  await rowOf(page, 'Done').getByRole('checkbox').check()
  await saved(page)
  const trash = page.getByRole('link', { name: 'Trash' })
  const toTrash = async () => {
    await trash.click()
    await page.getByText('The trash is empty').waitFor()
  }
  await toTrash()
  await page.keyboard.press('3')
  await showsTitles(page, ['Done'])
  await toTrash()
  await page.keyboard.press('1')
  await showsTitles(page, ['Done', 'Open'])
  await toTrash()
  await page.keyboard.press('n')
  await page.keyboard.type('typed at once')
  assert.equal(await page.getByLabel('New task').inputValue(), 'typed at once')
})
