import { test } from 'node:test'
import { openBrowser } from './support/browser.js'
import { disputed, save } from './support/dispute.js'
import { sights } from './support/look.js'
import { newAccount, signIn, signUp } from './support/person.js'
import { addTask, rowOf, saved, showsTitles } from './support/tasks.js'

const browser = openBrowser()

const fault = 'Something went wrong on our side; try again later'

for (const { name, options, look } of sights) {
  test(`every main state is accessible, on ${name}`, async () => {
    await using visit = await browser.visit(options)
    const { page } = visit
    await page.goto('/')
    await page.getByRole('heading', { name: 'Welcome back' }).waitFor()
    await look(page, 'sign-in')
    await page.getByLabel('E-mail').fill('nobody@example.com')
    await page.getByLabel('Password').fill('wrong password')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('alert').filter({ hasText: 'not right' }).waitFor()
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
    await page.getByRole('button', { name: 'Restore: Send the invoice to Grace' }).click()
    await page.getByText('The trash is empty').waitFor()
    // What would undo the deletion goes with it, long before its time is over.
    await page.locator('.toast').waitFor({ state: 'detached', timeout: 4_000 })
    await look(page, 'trash-empty')
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
    await page.getByRole('radio', { name: 'Done' }).check()
    await page.getByText('This is what was loaded before').waitFor()
    await look(page, 'offline-kept')
    await page.getByRole('searchbox').fill('nothing like that')
    await page.getByRole('heading', { name: 'Nothing found so far' }).waitFor()
    await look(page, 'offline-not-loaded')
    await page.context().setOffline(false)
    await saved(page)
  })

  test(`every dialog and every trouble is accessible, on ${name}`, async () => {
    await using visit = await browser.visit(options)
    const { page } = visit
    const context = page.context()
    await page.clock.install()
    const [, other] = await disputed(visit)
    await save(page, { title: 'Buy soy milk' })
    await page.getByRole('alertdialog').waitFor()
    await look(page, 'conflict')
    await page.getByRole('button', { name: 'Keep mine' }).click()
    await showsTitles(page, ['Buy soy milk'])
    await other.close()

    await context.setOffline(true)
    await page.getByText('You are offline').waitFor()
    await rowOf(page, 'Buy soy milk').getByRole('checkbox').check()
    await page.getByText(/^1( change)? waiting$/).waitFor()
    await page.getByRole('button', { name: /^Account of/ }).click()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('alertdialog', { name: 'Sign out with changes waiting?' }).waitFor()
    await look(page, 'sign-out')
    await page.getByRole('button', { name: 'Stay' }).click()
    await context.setOffline(false)
    await saved(page)

    await page.route('**/api/changes**', (route) => route.abort('connectionrefused'))
    await page.route('**/api/tasks**', (route) => route.abort('connectionrefused'))
    await addTask(page, 'Meanwhile')
    await page.getByText('Taskport does not answer').waitFor()
    await look(page, 'unreachable')
    await page.unrouteAll()
    await saved(page)

    const refuse = Promise.withResolvers<void>()
    await page.route('**/api/tasks?**', async (route) => {
      await refuse.promise
      await route.fulfill({
        status: 500,
        headers: { 'access-control-allow-origin': '*' },
        contentType: 'application/problem+json',
        json: { success: false, error: fault, detail: fault, code: 'INTERNAL_ERROR', status: 500 },
      })
    })
    await page.reload()
    await page.getByRole('status', { name: 'Loading the tasks' }).waitFor()
    await look(page, 'loading')
    refuse.resolve()
    await page.getByText('The tasks could not be loaded').waitFor()
    await look(page, 'unreadable')
    await page.unrouteAll()
    await page.getByRole('button', { name: 'Try again' }).click()
    await showsTitles(page, ['Meanwhile', 'Buy soy milk'])

    await context.clearCookies()
    await page.clock.fastForward('20:00')
    await page.getByRole('alertdialog', { name: 'Your session has ended' }).waitFor()
    await page.locator('input[type=password]:focus').waitFor()
    await look(page, 'expired')
    const email = await page.getByLabel('E-mail').inputValue()
    await signIn(page, { name: 'Ada', email, password: 'not the password' })
    await page.getByText('The e-mail or the password is not right').waitFor()
    await look(page, 'expired-refused')
  })
}
