import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Locator } from 'playwright-core'
import { openBrowser } from './support/browser.js'
import { newAccount, signUp } from './support/person.js'
import { addTask, rowOf, saved } from './support/tasks.js'

const browser = openBrowser()

const direction = (locator: Locator): Promise<string> =>
  locator.evaluate((element) => getComputedStyle(element).direction)

test('each text runs in the direction of its own script', async () => {
  await using visit = await browser.visit()
  const { page } = visit
  await signUp(page, newAccount('Ada'))
  const [hebrew, english] = ['לקנות חלב 2 ליטר!', 'Buy milk!']
  await page.getByLabel('New task').fill(hebrew)
  assert.equal(await direction(page.getByLabel('New task')), 'rtl')
  await addTask(page, hebrew)
  await addTask(page, english)
  await saved(page)
  assert.equal(await direction(rowOf(page, hebrew).locator('.task-title')), 'rtl')
  assert.equal(await direction(rowOf(page, english).locator('.task-title')), 'ltr')
  assert.equal(await direction(page.getByLabel('New task')), 'ltr')

  await rowOf(page, hebrew).getByRole('button', { name: 'Edit' }).click()
  assert.equal(await direction(page.getByLabel('Title')), 'rtl')
  await page.getByLabel('Description').fill('שלום, עולם.')
  assert.equal(await direction(page.getByLabel('Description')), 'rtl')
  await page.getByRole('button', { name: 'Save' }).click()
  await saved(page)
  assert.equal(await direction(rowOf(page, hebrew).locator('.task-description')), 'rtl')
  await rowOf(page, hebrew).getByRole('button', { name: 'Delete' }).click()
  await page.getByText('Moved to the trash').waitFor()
  assert.equal(await direction(page.locator('.toast-description')), 'rtl')
  await page.getByRole('link', { name: 'Trash' }).click()
  assert.equal(await direction(rowOf(page, hebrew).locator('.task-title')), 'rtl')
})

test('a title that is too long says by how much, and how long it may be', async () => {
  await using visit = await browser.visit()
  const { page } = visit
  await signUp(page, newAccount('Ada'))
  await page.getByLabel('New task').fill('x'.repeat(255))
  assert.equal(await page.getByRole('button', { name: 'Add', exact: true }).isEnabled(), true)
  await page.getByLabel('New task').fill('x'.repeat(256))
  await page.getByText('1 character too many: at most 255 fit.').waitFor()
  assert.equal(await page.getByRole('button', { name: 'Add', exact: true }).isEnabled(), false)
})

test('pressed twice, the button of the way in sends one attempt', async () => {
  await using visit = await browser.visit()
  const { page } = visit
  const attempts: string[] = []
  page.on('request', (request) => {
    if (request.url().endsWith('/sign-up/email')) attempts.push(request.method())
  })
  const ada = newAccount('Ada')
  await page.goto('/')
  await page.getByRole('button', { name: 'Create an account' }).click()
  await page.getByLabel('Name').fill(ada.name)
  await page.getByLabel('E-mail').fill(ada.email)
  await page.getByLabel('Password').fill(ada.password)
  await page.getByRole('button', { name: 'Create account' }).dblclick()
  await page.getByText('A clean slate').waitFor()
  assert.deepEqual(attempts, ['POST'])
})
