import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Locator } from 'playwright-core'
import { openBrowser } from './support/browser.js'
import { newAccount, signUp } from './support/person.js'
import { addTask, rowOf, saved } from './support/tasks.js'

const browser = openBrowser()

const drawn = (locator: Locator): Promise<string> =>
  locator.evaluate((element) => {
    const { color, backgroundColor, borderBlockEnd } = getComputedStyle(element)
    return `${color} ${backgroundColor} ${borderBlockEnd}`
  })

const borderWidth = (locator: Locator): Promise<number> =>
  locator.evaluate((element) => Number.parseFloat(getComputedStyle(element).borderBlockStartWidth))

for (const colorScheme of ['light', 'dark'] as const) {
  test(`what is chosen can be told from what is not, in forced colours that are ${colorScheme}`, async () => {
    await using visit = await browser.visit({ forcedColors: 'active', colorScheme })
    const { page } = visit
    await signUp(page, newAccount('Ada'))
    for (const title of ['Buy milk', 'Buy tea', 'Buy bread']) await addTask(page, title)
    await rowOf(page, 'Buy tea').getByRole('checkbox').check()
    await saved(page)
    await page.mouse.move(0, 0)
    const mark = (title: string) => rowOf(page, title).locator('.check-box .icon')
    assert.equal(await mark('Buy tea').isVisible(), true)
    assert.equal(await mark('Buy milk').isVisible(), false)

    const filter = (label: string) => drawn(page.locator('.segment-label').getByText(label, { exact: true }))
    assert.notEqual(await filter('All'), await filter('Done'))
    assert.equal(await filter('Open'), await filter('Done'))
    const place = (name: string) => drawn(page.getByRole('link', { name, exact: true }))
    assert.notEqual(await place('Tasks'), await place('Trash'))

    await rowOf(page, 'Buy bread').getByRole('button', { name: 'Delete' }).click()
    await page.getByText('Moved to the trash').waitFor()
    assert.ok((await borderWidth(page.locator('.toast'))) > 0, 'a toast has no edge')
  })
}
