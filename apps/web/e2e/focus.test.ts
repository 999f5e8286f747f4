import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openBrowser } from './support/browser.js'
import { newAccount, signUp } from './support/person.js'
import { addTask, saved, showsTitles } from './support/tasks.js'

const browser = openBrowser()

test('when the last row goes the list has the focus, not the top of the page', async () => {
  await using visit = await browser.visit()
  const { page } = visit
  await signUp(page, newAccount('Ada'))
  await addTask(page, 'Buy milk')
  await saved(page)
  await page.keyboard.press('Tab')
  await page.keyboard.press('j')
  await page.keyboard.press('d')
  await page.getByText('A clean slate').waitFor()
  await page.locator('#tasks:focus').waitFor()

  await page.keyboard.press('t')
  await showsTitles(page, ['Buy milk'])
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page.getByText('The trash is empty').waitFor()
  await page.locator('#tasks:focus').waitFor()
})

test('the account’s menu closes when the focus leaves it, and opens and closes by its button', async () => {
  await using visit = await browser.visit()
  const { page } = visit
  await signUp(page, newAccount('Ada'))
  const button = page.getByRole('button', { name: 'Account of Ada' })
  const leaving = page.getByRole('button', { name: 'Sign out' })
  await button.focus()
  await page.keyboard.press('Enter')
  await leaving.waitFor()
  await leaving.focus()
  await page.keyboard.press('Tab')
  await leaving.waitFor({ state: 'hidden' })
  assert.equal(
    await page.getByRole('link', { name: 'Tasks', exact: true }).evaluate((e) => e.matches(':focus')),
    true,
  )

  await button.click()
  await leaving.waitFor()
  await button.click()
  await leaving.waitFor({ state: 'hidden' })
})

test('the field for a new task shows in forced colours that it has the focus', async () => {
  await using visit = await browser.visit({ forcedColors: 'active' })
  const { page } = visit
  await signUp(page, newAccount('Ada'))
  await page.keyboard.press('n')
  const outline = await page.locator('.add-task').evaluate((form) => getComputedStyle(form).outlineStyle)
  assert.equal(outline, 'solid')
})
