import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'
import { openBrowser } from './support/browser.js'
import { newAccount, signUp } from './support/person.js'
import { screenshot } from './support/screenshot.js'
import { addTask, rowOf, saved } from './support/tasks.js'

const browser = openBrowser()
const axe = await readFile(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

/** What axe finds of serious and critical faults. */
const findings = async (page: Page): Promise<string[]> => {
  await page.evaluate(axe)
  const results: AxeResults = await page.evaluate('axe.run(document)')
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`))
}

const viewports = {
  phone: { width: 360, height: 740 },
  desktop: { width: 1280, height: 800 },
}

for (const [device, viewport] of Object.entries(viewports)) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`every main state is accessible, on a ${device} in ${colorScheme}`, async () => {
      const look = async (page: Page, state: string) => {
        await screenshot(page, `${device}-${colorScheme}-${state}`)
        assert.deepEqual(await findings(page), [], state)
        const isWider: unknown = await page.evaluate(
          'document.documentElement.scrollWidth > document.documentElement.clientWidth',
        )
        assert.equal(isWider, false, `${state} is wider than the screen`)
      }
      await using visit = await browser.visit({
        viewport,
        colorScheme,
        deviceScaleFactor: 2,
        bypassCSP: true,
        hasTouch: device === 'phone',
        isMobile: device === 'phone',
      })
      const { page } = visit
      await page.goto('/')
      await page.getByRole('heading', { name: 'Welcome back' }).waitFor()
      await look(page, 'sign-in')
      await page.getByLabel('E-mail').fill('nobody@example.com')
      await page.getByLabel('Password').fill('wrong password')
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.getByRole('alert').filter({ hasText: 'Invalid' }).waitFor()
      await look(page, 'sign-in-refused')
      await signUp(page, newAccount('Ada'))
      await page.getByText('A clean slate').waitFor()
      await look(page, 'empty')

      for (const title of [
        'Call the dentist about Thursday',
        'Read chapter four, and write down the three questions that came up last time so that they can be asked',
        'Buy milk, eggs and flour',
        'Water the plants',
        'Send the invoice to Grace',
      ]) {
        await addTask(page, title)
      }
      await saved(page)
      await rowOf(page, 'Water the plants').getByRole('checkbox').check()
      await rowOf(page, 'Buy milk, eggs and flour').getByRole('button', { name: 'Edit' }).click()
      await page
        .getByLabel('Description')
        .fill('Two litres of milk, a dozen eggs.\nFlour only if it is on offer.')
      await look(page, 'editing')
      await page.getByRole('button', { name: 'Save' }).click()
      await saved(page)
      await look(page, 'list')
      await rowOf(page, 'Water the plants').hover()
      await page.keyboard.press('?')
      await page.getByRole('dialog').waitFor()
      await look(page, 'shortcuts')
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: /^Account of/ }).click()
      await page.getByRole('button', { name: 'Sign out' }).waitFor()
      await look(page, 'account')
      await page.keyboard.press('Escape')

      await rowOf(page, 'Send the invoice to Grace').getByRole('button', { name: 'Delete' }).click()
      await page.getByText('Moved to the trash').waitFor()
      await look(page, 'deleted')
      await page.getByRole('link', { name: 'Trash' }).click()
      await page.getByRole('button', { name: 'Restore: Send the invoice to Grace' }).waitFor()
      await look(page, 'trash')
      await page.getByRole('link', { name: 'Tasks', exact: true }).click()
      await page.getByRole('searchbox').fill('nothing like that')
      await page.getByText('Nothing found').waitFor()
      await look(page, 'nothing-found')
      await page.getByRole('button', { name: 'Clear the search' }).first().click()
      await rowOf(page, 'Water the plants').waitFor()

      await page.context().setOffline(true)
      await page.getByText('You are offline').waitFor()
      await addTask(page, 'Thought of on the train')
      await look(page, 'offline')
      await page.context().setOffline(false)
      await saved(page)
    })
  }
}
