import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openBrowser } from './support/browser.js'
import { newAccount, signIn, signUp } from './support/person.js'
import { addTask, rowOf, saved, showsTitles } from './support/tasks.js'

const browser = openBrowser()

test('work goes on without a connection, and arrives in order when it is back', async () => {
  await using visit = await browser.visit()
  const { page } = visit
  const context = page.context()
  await signUp(page, newAccount('Ada'))
  await addTask(page, 'Before')
  await saved(page)

  await context.setOffline(true)
  await page.getByText('You are offline').waitFor()
  await addTask(page, 'On the train')
  await rowOf(page, 'On the train').getByRole('button', { name: 'Edit' }).click()
  await page.getByLabel('Title').fill('On the night train')
  await page.getByRole('button', { name: 'Save' }).click()
  await rowOf(page, 'On the night train').getByRole('checkbox').check()
  await rowOf(page, 'Before').getByRole('button', { name: 'Delete' }).click()
  await showsTitles(page, ['On the night train'])
  await page.getByText('4 changes waiting').waitFor()
  await page.getByLabel('New task').fill('half a thought')

  await context.setOffline(false)
  await saved(page)
  assert.equal(await page.getByLabel('New task').inputValue(), 'half a thought')
  const other = await context.newPage()
  await other.goto('/')
  await showsTitles(other, ['On the night train'])
  assert.equal(await rowOf(other, 'On the night train').getByRole('checkbox').isChecked(), true)
})

/** Two browsers of one person who has the task `Old`; the first has seen nothing but the list. */
const visitTwice = async () => {
  await using stack = new AsyncDisposableStack()
  const { page } = stack.use(await browser.visit())
  const account = newAccount('Ada')
  await signUp(page, account)
  await addTask(page, 'Old')
  await saved(page)
  const elsewhere = stack.use(await browser.visit())
  await elsewhere.page.goto('/')
  await signIn(elsewhere.page, account)
  await showsTitles(elsewhere.page, ['Old'])
  const open = stack.move()
  return { page, elsewhere, [Symbol.asyncDispose]: () => open.disposeAsync() }
}

test('a page that is away catches up with what happened meanwhile', async () => {
  await using visits = await visitTwice()
  const { page, elsewhere } = visits

  await page.context().setOffline(true)
  await page.getByText('You are offline').waitFor()
  await addTask(page, 'From the train')
  await addTask(elsewhere.page, 'From the desk')
  await rowOf(elsewhere.page, 'Old').getByRole('button', { name: 'Delete' }).click()
  await saved(elsewhere.page)
  await page.context().setOffline(false)
  for (const one of [page, elsewhere.page]) {
    await rowOf(one, 'From the train').waitFor()
    await rowOf(one, 'From the desk').waitFor()
    await rowOf(one, 'Old').waitFor({ state: 'detached' })
  }
})

test('a view that was never loaded says so without a connection, and is there when it is back', async () => {
  await using visits = await visitTwice()
  const { page, elsewhere } = visits

  await page.context().setOffline(true)
  await page.getByText('You are offline').waitFor()
  await page.getByRole('link', { name: 'Trash' }).click()
  await page.getByRole('heading', { name: 'The trash has not been loaded yet' }).waitFor()
  assert.equal(await page.getByRole('status', { name: 'Loading the tasks' }).count(), 0)
  await rowOf(elsewhere.page, 'Old').getByRole('button', { name: 'Delete' }).click()
  await saved(elsewhere.page)
  await page.context().setOffline(false)
  await page.getByRole('button', { name: 'Restore: Old' }).waitFor()
  await page.getByText('has not been loaded yet').waitFor({ state: 'detached' })
})

test('a view that was never loaded shows without a connection what is known to belong there', async () => {
  await using visit = await browser.visit()
  const { page } = visit
  await signUp(page, newAccount('Ada'))
  for (const title of ['Buy milk', 'Buy tea', 'Buy bread']) await addTask(page, title)
  await rowOf(page, 'Buy tea').getByRole('checkbox').check()
  await saved(page)

  await page.context().setOffline(true)
  await page.getByText('You are offline').first().waitFor()
  await rowOf(page, 'Buy bread').getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('radio', { name: 'Done' }).check()
  await showsTitles(page, ['Buy tea'])
  await page.getByText('This is what was loaded before').waitFor()
  await page.getByRole('searchbox').fill('nothing like that')
  await page.getByRole('heading', { name: 'Nothing found so far' }).waitFor()
  await page.getByRole('link', { name: 'Trash' }).click()
  await page.getByRole('button', { name: 'Restore: Buy bread' }).waitFor()

  await page.context().setOffline(false)
  await saved(page)
  await page.getByText('This is what was loaded before').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Restore: Buy bread' }).waitFor()
  await page.getByRole('link', { name: 'Tasks', exact: true }).click()
  await showsTitles(page, ['Buy tea'])
})

test('where the network is there and the API is not, it is said, and tried until it is', async () => {
  await using visit = await browser.visit()
  const { page } = visit
  await signUp(page, newAccount('Ada'))
  await addTask(page, 'Before')
  await saved(page)
  await page.route('**/api/tasks**', (route) => route.abort('connectionrefused'))
  await page.route('**/api/changes**', (route) => route.abort('connectionrefused'))
  await addTask(page, 'Meanwhile')
  await page.getByText('Taskport does not answer').waitFor()
  await page.getByText('1 change waiting').waitFor()
  await page.unrouteAll()
  await saved(page)
  await page.reload()
  await showsTitles(page, ['Meanwhile', 'Before'])
})

test('a view that cannot be read while the API does not answer is there by itself when it does', async () => {
  await using visit = await browser.visit()
  const { page } = visit
  await signUp(page, newAccount('Ada'))
  for (const title of ['Buy milk', 'Buy tea']) await addTask(page, title)
  await rowOf(page, 'Buy tea').getByRole('checkbox').check()
  await saved(page)
  await page.route('**/api/tasks**', (route) => route.abort('connectionrefused'))
  await page.route('**/api/changes**', (route) => route.abort('connectionrefused'))
  await page.getByRole('radio', { name: 'Done' }).check()
  await page.getByText('This is what was loaded before').waitFor()
  await showsTitles(page, ['Buy tea'])
  await page.getByRole('link', { name: 'Trash' }).click()
  await page.getByRole('heading', { name: 'The tasks could not be loaded' }).waitFor()
  await page.unrouteAll()
  await page.getByText('The trash is empty').waitFor()
  await page.getByRole('link', { name: 'Tasks', exact: true }).click()
  await page.getByText('This is what was loaded before').waitFor({ state: 'detached' })
  await showsTitles(page, ['Buy tea'])
})

test('what waits to be sent, and what is being typed, outlive a reload of the page', async () => {
  await using visit = await browser.visit()
  const { page } = visit
  await signUp(page, newAccount('Ada'))
  await page.getByText('A clean slate').waitFor()
  page.on('dialog', (dialog) => dialog.accept())
  await page.route('**/api/tasks**', (route) =>
    route.request().method() === 'POST' ? route.abort('connectionrefused') : route.continue(),
  )
  await addTask(page, 'Typed in a tunnel')
  await page.getByText('1 change waiting').waitFor()
  await page.getByLabel('New task').fill('half a thought')
  await rowOf(page, 'Typed in a tunnel').getByRole('button', { name: 'Edit' }).click()
  await page.getByLabel('Description').fill('half a description')
  await page.reload()
  await page.getByLabel('Description').waitFor()
  assert.equal(await page.getByLabel('Description').inputValue(), 'half a description')
  assert.equal(await page.getByLabel('New task').inputValue(), 'half a thought')
  await page.getByRole('button', { name: 'Cancel' }).click()
  await rowOf(page, 'Typed in a tunnel').waitFor()
  await page.unrouteAll()
  await saved(page)
  await page.reload()
  await showsTitles(page, ['Typed in a tunnel'])
})

test('an answer that was lost creates nothing twice', async () => {
  await using visit = await browser.visit()
  const { page } = visit
  await signUp(page, newAccount('Ada'))
  await page.getByText('A clean slate').waitFor()
  let lost = 0
  await page.route('**/api/tasks', async (route) => {
    if (route.request().method() !== 'POST' || lost > 0) return route.continue()
    lost += 1
    await route.fetch()
    await route.abort('connectionreset')
  })
  await addTask(page, 'Once')
  await saved(page)
  assert.equal(lost, 1)
  await page.reload()
  await showsTitles(page, ['Once'])
})

test('a refusal takes back what was shown at once, says why, and gives back what was typed', async () => {
  await using visit = await browser.visit()
  const { page } = visit
  await signUp(page, newAccount('Ada'))
  await addTask(page, 'Stays')
  await saved(page)
  const refuse = (detail: string) =>
    page.route('**/api/tasks**', (route) =>
      ['POST', 'PATCH', 'DELETE'].includes(route.request().method())
        ? route.fulfill({
            status: 403,
            headers: { 'access-control-allow-origin': '*' },
            contentType: 'application/problem+json',
            json: { success: false, error: detail, detail, code: 'TASK_QUOTA_REACHED', status: 403 },
          })
        : route.continue(),
    )
  await refuse('You have as many tasks as you may have')
  await page.getByLabel('New task').fill('One too many')
  await page.getByLabel('New task').press('Enter')
  await page.getByText('You have as many tasks as you may have.').first().waitFor()
  await showsTitles(page, ['Stays'])
  assert.equal(await page.getByLabel('New task').inputValue(), 'One too many')

  await rowOf(page, 'Stays').getByRole('checkbox').click()
  await page.getByText('“Stays” was not changed').first().waitFor()
  await rowOf(page, 'Stays').getByRole('checkbox', { checked: false }).waitFor()

  await rowOf(page, 'Stays').getByRole('button', { name: 'Edit' }).click()
  await page.getByLabel('Title').fill('Goes')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('“Goes” was not saved').first().waitFor()
  assert.equal(await page.getByLabel('Title').inputValue(), 'Goes')
  await page.getByRole('button', { name: 'Cancel' }).click()
  await showsTitles(page, ['Stays'])
})
