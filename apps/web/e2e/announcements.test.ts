import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { openBrowser } from './support/browser.js'
import { newAccount, signUp } from './support/person.js'
import { addTask, rowOf, saved, showsTitles } from './support/tasks.js'

const browser = openBrowser()

/** What a screen reader was told last. */
const isTold = (page: Page, text: string): Promise<void> =>
  page
    .locator('.visually-hidden[role=status]')
    .getByText(text, { exact: true })
    .waitFor({ state: 'attached' })

test('a screen reader is told what was done, and how much a filter or a search has left', async () => {
  await using visit = await browser.visit()
  const { page } = visit
  await signUp(page, newAccount('Ada'))
  await addTask(page, 'Buy milk')
  await isTold(page, 'Added: Buy milk')
  await addTask(page, 'Buy tea')
  await addTask(page, 'Call Bob')
  await saved(page)
  await rowOf(page, 'Buy tea').getByRole('checkbox').check()
  await isTold(page, 'Done: Buy tea')
  await page.getByRole('radio', { name: 'Done' }).check()
  await isTold(page, '1 task')
  await page.getByRole('radio', { name: 'All' }).check()
  await isTold(page, '3 tasks')
  await page.getByRole('searchbox').fill('buy')
  await showsTitles(page, ['Buy tea', 'Buy milk'])
  await isTold(page, '2 tasks')
  await page.getByRole('searchbox').fill('nothing like that')
  await isTold(page, 'No tasks')
  await page.getByText('No task has all of “nothing like that” in it.').waitFor()
  await page.getByRole('radio', { name: 'Open' }).check()
  await page.getByText('No open task has all of “nothing like that” in it.').waitFor()
  await page.getByRole('radio', { name: 'All' }).check()
  await page.getByRole('searchbox').fill('')
  await isTold(page, '3 tasks')
})

test('the title of the page says where one is', async () => {
  await using visit = await browser.visit()
  const { page } = visit
  await signUp(page, newAccount('Ada'))
  assert.equal(await page.title(), 'Tasks – Taskport')
  await page.getByRole('link', { name: 'Trash' }).click()
  await page.getByText('The trash is empty').waitFor()
  assert.equal(await page.title(), 'Trash – Taskport')
  await page.getByRole('button', { name: 'Account of Ada' }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('heading', { name: 'Welcome back' }).waitFor()
  assert.equal(await page.title(), 'Taskport')
})
