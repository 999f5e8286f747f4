import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { openBrowser } from './support/browser.js'
import { disputed } from './support/dispute.js'
import { newAccount } from './support/person.js'
import { saved, showsTitles } from './support/tasks.js'

const browser = openBrowser()

const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement === document.body ? null : document.activeElement
    return element?.getAttribute('aria-label') ?? element?.textContent ?? ''
  })

const tabTo = async (page: Page, name: string): Promise<void> => {
  const met: string[] = []
  for (let count = 0; count < 40; count += 1) {
    met.push(await focused(page))
    if (met.at(-1)?.includes(name)) return
    await page.keyboard.press('Tab')
  }
  assert.fail(`Tab does not lead to ${name}, but to ${met.join(', ')}`)
}

test('the keyboard alone does everything, and the focus is never lost', async () => {
  await using visit = await browser.visit()
  const { page } = visit
  const { keyboard } = page
  const ada = newAccount('Ada')
  await page.goto('/')
  await page.getByRole('heading', { name: 'Welcome back' }).waitFor()
  await tabTo(page, 'Create an account')
  await keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Create your account' }).waitFor()
  for (const text of [ada.name, ada.email, ada.password]) {
    await keyboard.type(text)
    await keyboard.press('Tab')
  }
  await keyboard.press('Enter')
  await page.getByText('A clean slate').waitFor()

  await keyboard.press('n')
  for (const title of ['One', 'Two', 'Three']) {
    await keyboard.type(title)
    await keyboard.press('Enter')
  }
  await showsTitles(page, ['Three', 'Two', 'One'])
  await keyboard.press('Tab')
  await keyboard.press('j')
  assert.equal(await focused(page), 'Three')
  await keyboard.press('ArrowDown')
  assert.equal(await focused(page), 'Two')
  await keyboard.press('x')
  await page.getByRole('checkbox', { name: 'Two', checked: true }).waitFor()
  await keyboard.press('e')
  await keyboard.type('Two and a half')
  await keyboard.press('Enter')
  await showsTitles(page, ['Three', 'Two and a half', 'One'])
  assert.match(await focused(page), /Edit: Two and a half/)
  await keyboard.press('k')
  await keyboard.press('d')
  await showsTitles(page, ['Two and a half', 'One'])
  assert.equal(await focused(page), 'Two and a half')
  await keyboard.press('u')
  await showsTitles(page, ['Three', 'Two and a half', 'One'])

  await keyboard.press('2')
  await showsTitles(page, ['Three', 'One'])
  await keyboard.press('1')
  await showsTitles(page, ['Three', 'Two and a half', 'One'])
  await keyboard.press('/')
  await keyboard.type('half')
  await showsTitles(page, ['Two and a half'])
  await keyboard.press('Escape')
  await showsTitles(page, ['Three', 'Two and a half', 'One'])
  await keyboard.press('Tab')
  await keyboard.press('?')
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
  await keyboard.press('Escape')
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor({ state: 'detached' })

  assert.equal(await focused(page), 'Three')
  await keyboard.press('d')
  await showsTitles(page, ['Two and a half', 'One'])
  await keyboard.press('t')
  await showsTitles(page, ['Three'])
  await tabTo(page, 'Restore: Three')
  await keyboard.press('Enter')
  await page.getByText('The trash is empty').waitFor()
  await keyboard.press('t')
  await showsTitles(page, ['Three', 'Two and a half', 'One'])
  await saved(page)

  while ((await page.locator('.toast').count()) > 0) {
    await keyboard.press('F6')
    await tabTo(page, 'Dismiss')
    const count = await page.locator('.toast').count()
    await keyboard.press('Enter')
    await page
      .locator('.toast')
      .nth(count - 1)
      .waitFor({ state: 'detached' })
  }
  await tabTo(page, 'Account of Ada')
  await keyboard.press('Enter')
  await tabTo(page, 'Sign out')
  await keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Welcome back' }).waitFor()
})

test('a conflict is settled and an ended session begun anew by the keyboard alone, and the focus is never lost', async () => {
  await using visit = await browser.visit()
  await visit.page.clock.install()
  const [page] = await disputed(visit)
  const { keyboard } = page
  await page.getByLabel('Title').focus()
  await keyboard.press('Control+A')
  await keyboard.type('Buy soy milk')
  await keyboard.press('Enter')
  await page.getByRole('alertdialog').waitFor()
  await tabTo(page, 'Keep the other')
  await keyboard.press('Shift+Tab')
  assert.equal(await focused(page), 'Keep mine')
  await keyboard.press('Enter')
  await showsTitles(page, ['Buy soy milk'])
  await saved(page)
  await page.locator('[data-task] :focus').waitFor()

  await page.context().clearCookies()
  await page.clock.fastForward('20:00')
  await page.getByRole('alertdialog', { name: 'Your session has ended' }).waitFor()
  await page.locator('input[type=password]:focus').waitFor()
  await keyboard.type(newAccount('Ada').password)
  await keyboard.press('Enter')
  await page.getByRole('alertdialog').waitFor({ state: 'detached' })
  await page.locator('[data-task] :focus').waitFor()
  await keyboard.press('x')
  await page.getByRole('checkbox', { name: 'Buy soy milk', checked: true }).waitFor()
  await saved(page)
})

test('what has the focus can be seen', async () => {
  await using visit = await browser.visit()
  const { page } = visit
  await page.goto('/')
  await page.getByRole('heading', { name: 'Welcome back' }).waitFor()
  for (let count = 0; count < 5; count += 1) {
    await page.keyboard.press('Tab')
    const outline = await page.evaluate(() => {
      const { activeElement } = document
      return activeElement === null ? '' : getComputedStyle(activeElement).outlineStyle
    })
    assert.equal(outline, 'solid')
  }
})

test('single keys can be switched off', async () => {
  await using visit = await browser.visit()
  const { page } = visit
  await page.goto('/')
  await page.getByRole('heading', { name: 'Welcome back' }).waitFor()
  await page.evaluate(() => localStorage.setItem('taskport.shortcuts', 'off'))
  await page.getByRole('button', { name: 'Create an account' }).click()
  const ada = newAccount('Ada')
  await page.getByLabel('Name').fill(ada.name)
  await page.getByLabel('E-mail').fill(ada.email)
  await page.getByLabel('Password').fill(ada.password)
  await page.reload()
  await page.getByRole('button', { name: 'Create an account' }).click()
  await page.getByLabel('Name').fill(ada.name)
  await page.getByLabel('E-mail').fill(ada.email)
  await page.getByLabel('Password').fill(ada.password)
  await page.getByRole('button', { name: 'Create account' }).click()
  await page.getByText('A clean slate').waitFor()
  await page.keyboard.press('?')
  await page.getByRole('button', { name: 'Account of Ada' }).click()
  assert.equal(await page.getByRole('dialog').count(), 0)
})
