import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openBrowser } from './support/browser.js'
import { newAccount, signIn, signUp } from './support/person.js'
import { addTask, rowOf, saved, showsTitles } from './support/tasks.js'

const browser = openBrowser()

/** Longer than Better Auth's tokens live. */
const later = '20:00'

test('an expired token is replaced without a word while the session lasts', async () => {
  await using visit = await browser.visit()
  const { page } = visit
  await page.clock.install()
  await signUp(page, newAccount('Ada'))
  await addTask(page, 'Before')
  await saved(page)
  const refused = page.waitForResponse((response) => response.url().endsWith('/api/auth/token'))
  await page.clock.fastForward(later)
  assert.equal((await refused).status(), 200)
  await addTask(page, 'After')
  await saved(page)
  assert.equal(await page.getByRole('alertdialog').count(), 0)
})

test('a token that the API refuses is replaced without a word while the session lasts', async () => {
  await using visit = await browser.visit()
  const { page } = visit
  await signUp(page, newAccount('Ada'))
  await page.getByText('A clean slate').waitFor()
  let spoilt = 0
  await page.route('**/api/tasks', async (route) => {
    if (route.request().method() !== 'POST' || spoilt > 0) return route.continue()
    spoilt += 1
    const headers = { ...route.request().headers(), authorization: 'Bearer a.b.c' }
    await route.continue({ headers })
  })
  await addTask(page, 'After')
  await saved(page)
  assert.equal(spoilt, 1)
  await page.reload()
  await showsTitles(page, ['After'])
})

test('after the session has ended, signing in again goes on where the person was, and loses nothing', async () => {
  await using visit = await browser.visit()
  const { page } = visit
  await page.clock.install()
  const ada = newAccount('Ada')
  await signUp(page, ada)
  await addTask(page, 'Before')
  await saved(page)
  await rowOf(page, 'Before').getByRole('button', { name: 'Edit' }).click()
  await page.getByLabel('Description').fill('half a descr')
  await page.getByLabel('New task').fill('Sent into the void')
  await page.context().clearCookies()
  await page.clock.fastForward(later)
  await page.getByRole('alertdialog', { name: 'Your session has ended' }).waitFor()
  await signIn(page, { ...ada, password: 'not the password' })
  await page.getByText('The e-mail or the password is not right').waitFor()
  await signIn(page, ada)
  await page.getByRole('alertdialog').waitFor({ state: 'detached' })
  assert.equal(await page.getByLabel('Description').inputValue(), 'half a descr')
  assert.equal(await page.getByLabel('New task').inputValue(), 'Sent into the void')
  await page.getByLabel('New task').press('Enter')
  await page.getByRole('button', { name: 'Save' }).click()
  await saved(page)
  await page.reload()
  await showsTitles(page, ['Sent into the void', 'Before'])
  await rowOf(page, 'Before').getByText('half a descr').waitFor()
})

test('a change that meets an ended session waits for the next, and is sent then', async () => {
  await using visit = await browser.visit()
  const { page } = visit
  await page.clock.install()
  const ada = newAccount('Ada')
  await signUp(page, ada)
  await page.getByText('A clean slate').waitFor()
  await page.context().setOffline(true)
  await page.getByText('You are offline').waitFor()
  await addTask(page, 'Typed before')
  await page.context().clearCookies()
  await page.clock.fastForward(later)
  await page.context().setOffline(false)
  await page.getByRole('alertdialog', { name: 'Your session has ended' }).waitFor()
  await signIn(page, ada)
  await saved(page)
  await page.reload()
  await showsTitles(page, ['Typed before'])
})

test('somebody else who signs in over an ended session gets nothing of what waited', async () => {
  await using visit = await browser.visit()
  const { page } = visit
  await page.clock.install()
  const [ada, eve] = [newAccount('Ada'), newAccount('Eve')]
  await using evesVisit = await browser.visit()
  await signUp(evesVisit.page, eve)
  await signUp(page, ada)
  await page.getByText('A clean slate').waitFor()
  await page.context().setOffline(true)
  await page.getByText('You are offline').waitFor()
  await addTask(page, 'Ada’s secret')
  await page.context().clearCookies()
  await page.clock.fastForward(later)
  await page.context().setOffline(false)
  await page.getByRole('alertdialog', { name: 'Your session has ended' }).waitFor()
  await signIn(page, eve)
  await page.getByRole('button', { name: 'Account of Eve' }).waitFor()
  await page.getByText('A clean slate').waitFor()
  await addTask(page, 'Eve’s errand')
  await saved(page)
  await page.reload()
  await showsTitles(page, ['Eve’s errand'])
})

test('where another person has signed in in another tab, nothing is shown or sent in their name', async () => {
  await using visit = await browser.visit()
  const { page } = visit
  await page.clock.install()
  const [ada, eve] = [newAccount('Ada'), newAccount('Eve')]
  await signUp(page, ada)
  await addTask(page, 'Ada’s secret')
  await saved(page)
  const other = await page.context().newPage()
  await other.goto('/')
  await other.getByRole('button', { name: 'Account of Ada' }).click()
  await other.getByRole('button', { name: 'Sign out' }).click()
  await other.getByRole('heading', { name: 'Welcome back' }).waitFor()
  await signUp(other, eve)
  await addTask(other, 'Eve’s errand')
  await saved(other)
  await page.clock.fastForward(later)
  await page.getByRole('alertdialog', { name: 'Your session has ended' }).waitFor()
  await showsTitles(page, ['Ada’s secret'])
  await other.reload()
  await showsTitles(other, ['Eve’s errand'])
})

test('an address that is taken is refused in words', async () => {
  await using visit = await browser.visit()
  const { page } = visit
  const ada = newAccount('Ada')
  await signUp(page, ada)
  await using second = await browser.visit()
  await second.page.goto('/')
  await second.page.getByRole('button', { name: 'Create an account' }).click()
  await second.page.getByLabel('Name').fill('Ada again')
  await second.page.getByLabel('E-mail').fill(ada.email)
  await second.page.getByLabel('Password').fill('correct horse battery')
  await second.page.getByRole('button', { name: 'Create account' }).click()
  await second.page.getByRole('alert').filter({ hasText: 'an account with this e-mail already' }).waitFor()
})
