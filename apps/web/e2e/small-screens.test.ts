import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { openBrowser } from './support/browser.js'
import { newAccount, signUp } from './support/person.js'
import { addTask, rowOf, saved } from './support/tasks.js'

const browser = openBrowser()

/** The narrowest phones; a desktop that is 1280 wide is so at a zoom of 400 %. */
const narrowest = { width: 320, height: 568 }

const boxOf = async (locator: Locator) => {
  const box = await locator.boundingBox()
  assert.ok(box)
  return box
}

const isWiderThanScreen = (page: Page): Promise<unknown> =>
  page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth')

test('the theme switch lies beside the way in, not on it', async () => {
  await using visit = await browser.visit({ viewport: narrowest })
  const { page } = visit
  await page.goto('/')
  await page.getByRole('button', { name: 'Create an account' }).click()
  await page.getByRole('heading', { name: 'Create your account' }).waitFor()
  const theme = await boxOf(page.getByRole('button', { name: /theme$/ }))
  const card = await boxOf(page.locator('.sign-in'))
  assert.ok(theme.y + theme.height <= card.y, `${theme.y + theme.height} ${card.y}`)
})

test('nothing is wider than the narrowest screen, also with many changes waiting', async () => {
  await using visit = await browser.visit({ viewport: narrowest })
  const { page } = visit
  await signUp(page, newAccount('Ada'))
  await page.getByText('A clean slate').waitFor()
  await page.context().setOffline(true)
  for (let count = 1; count <= 12; count += 1) await addTask(page, `Number ${count}`)
  await page.getByText(/^12( changes)? waiting$/).waitFor()
  assert.equal(await isWiderThanScreen(page), false)
  await page.context().setOffline(false)
  await saved(page)
})

test('nothing is wider than a phone whose texts are twice as large', async () => {
  await using visit = await browser.visit({ viewport: { width: 375, height: 667 } })
  const { page } = visit
  await signUp(page, newAccount('Ada'))
  await addTask(page, 'Buy milk')
  await addTask(page, 'Buy tea')
  await rowOf(page, 'Buy tea').getByRole('button', { name: 'Delete' }).click()
  await saved(page)
  await page.evaluate(() => {
    document.documentElement.style.fontSize = '200%'
  })
  assert.equal(await isWiderThanScreen(page), false)
  const title = await boxOf(page.locator('.toast-title'))
  assert.ok(title.width > title.height, 'the letters of a toast stand one below the other')
  await page.getByLabel('Dismiss').click()
  await page.getByRole('link', { name: 'Trash' }).click()
  await page.getByRole('button', { name: 'Restore: Buy tea' }).waitFor()
  assert.equal(await isWiderThanScreen(page), false)
  const row = await boxOf(page.locator('.task-texts'))
  assert.ok(row.width > row.height, 'the letters of a deleted task stand one below the other')
})

test('the chosen order can be read in full on the narrowest screen', async () => {
  await using visit = await browser.visit({ viewport: narrowest })
  const { page } = visit
  await signUp(page, newAccount('Ada'))
  const order = page.getByLabel('Order')
  await order.waitFor()
  const labels = await order.locator('option').allTextContents()
  assert.ok(labels.length > 1)
  for (const label of labels) {
    await order.selectOption({ label })
    const shown = (await boxOf(order)).width
    await order.evaluate((element) => {
      element.style.minInlineSize = 'max-content'
    })
    assert.equal(shown, (await boxOf(order)).width, label)
    await order.evaluate((element) => {
      element.style.minInlineSize = ''
    })
  }
})

test('an editor that opens at the lower edge comes into sight whole', async () => {
  await using visit = await browser.visit({ viewport: { width: 1280, height: 600 } })
  const { page } = visit
  await signUp(page, newAccount('Ada'))
  for (let count = 1; count <= 7; count += 1) await addTask(page, `Number ${count}`)
  await saved(page)
  await rowOf(page, 'Number 1').getByRole('button', { name: 'Edit' }).click()
  await page.getByLabel('Title').waitFor()
  const saving = await boxOf(page.getByRole('button', { name: 'Save' }))
  assert.ok(saving.y + saving.height <= 600, `Save ends at ${saving.y + saving.height}`)
})

test('what the keyboard leads to is not under the header', async () => {
  await using visit = await browser.visit({ viewport: { width: 1280, height: 500 } })
  const { page } = visit
  await signUp(page, newAccount('Ada'))
  for (let count = 1; count <= 12; count += 1) await addTask(page, `Number ${count}`)
  await saved(page)
  await page.getByLabel('New task').blur()
  for (let count = 1; count <= 12; count += 1) await page.keyboard.press('j')
  const header = await boxOf(page.locator('.header'))
  for (let count = 1; count < 12; count += 1) {
    await page.keyboard.press('k')
    const row = await boxOf(page.locator('li[data-task]:has(:focus)'))
    assert.ok(row.y >= header.y + header.height - 1, `row ${count} from below begins at ${row.y}`)
  }
})
