import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openBrowser } from './support/browser.js'
import { newAccount, signIn, signUp } from './support/person.js'
import { addTask, rowOf, saved, showsTitles, titles } from './support/tasks.js'

const browser = openBrowser()

test('a person adds, edits, finishes, finds, deletes and restores tasks, and finds them again after signing in', async () => {
  await using visit = await browser.visit()
  const { page } = visit
  // A browser's console tells of each answer of this kind as of an error.
  const refused: string[] = []
  page.on('response', (answer) => {
    if (answer.status() >= 400)
      refused.push(`${answer.status()} ${answer.request().method()} ${answer.url()}`)
  })
  const ada = newAccount('Ada')
  await signUp(page, ada)
  for (const title of ['Buy milk', 'Call Bob', 'Água de coco']) await addTask(page, title)
  await showsTitles(page, ['Água de coco', 'Call Bob', 'Buy milk'])

  await rowOf(page, 'Call Bob').getByRole('button', { name: 'Edit' }).click()
  await page.getByLabel('Title').fill('Call Bob back')
  await page.getByLabel('Description').fill('about the roof')
  await page.getByRole('button', { name: 'Save' }).click()
  await rowOf(page, 'Call Bob back').getByText('about the roof').waitFor()

  await rowOf(page, 'Buy milk').getByRole('checkbox').check()
  await page.getByRole('radio', { name: 'Open' }).check()
  await showsTitles(page, ['Água de coco', 'Call Bob back'])
  await page.getByRole('radio', { name: 'Done' }).check()
  await showsTitles(page, ['Buy milk'])
  await page.goBack()
  await showsTitles(page, ['Água de coco', 'Call Bob back'])
  await page.getByRole('radio', { name: 'All' }).check()

  await page.getByLabel('Order').selectOption({ label: 'A to Z' })
  await showsTitles(page, ['Água de coco', 'Buy milk', 'Call Bob back'])
  await page.getByRole('searchbox').fill('ROOF')
  await showsTitles(page, ['Call Bob back'])
  await page.getByRole('searchbox').press('Escape')
  await showsTitles(page, ['Água de coco', 'Buy milk', 'Call Bob back'])

  await rowOf(page, 'Água de coco').getByRole('checkbox').check()
  await rowOf(page, 'Água de coco').getByRole('checkbox').uncheck()
  await rowOf(page, 'Buy milk').getByRole('button', { name: 'Delete' }).click()
  await showsTitles(page, ['Água de coco', 'Call Bob back'])
  await page.getByRole('button', { name: 'Undo' }).click()
  await showsTitles(page, ['Água de coco', 'Buy milk', 'Call Bob back'])
  await rowOf(page, 'Água de coco').getByRole('button', { name: 'Delete' }).click()
  await saved(page)

  await page.getByRole('link', { name: 'Trash' }).click()
  await showsTitles(page, ['Água de coco'])
  await page.reload()
  await page.getByRole('button', { name: 'Restore: Água de coco' }).click()
  await page.getByText('The trash is empty').waitFor()
  await saved(page)

  await page.getByRole('button', { name: 'Account of Ada' }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await signIn(page, ada)
  await showsTitles(page, ['Água de coco', 'Call Bob back', 'Buy milk'])
  await rowOf(page, 'Call Bob back').getByText('about the roof').waitFor()
  assert.equal(await rowOf(page, 'Buy milk').getByRole('checkbox').isChecked(), true)
  assert.deepEqual(refused, [])
})

test('while a list is on its way, nothing is shown that does not belong to it', async () => {
  await using visit = await browser.visit()
  const { page } = visit
  await signUp(page, newAccount('Ada'))
  for (const title of ['Buy milk', 'Call Bob', 'Walk the dog']) await addTask(page, title)
  await rowOf(page, 'Call Bob').getByRole('checkbox').check()
  await rowOf(page, 'Walk the dog').getByRole('button', { name: 'Delete' }).click()
  await saved(page)
  const answer = Promise.withResolvers<void>()
  await page.route(/\/api\/tasks\?/, async (route) => {
    await answer.promise
    await route.continue()
  })
  await page.getByRole('radio', { name: 'Done' }).check()
  await showsTitles(page, ['Call Bob'])
  await page.getByRole('searchbox').fill('nothing like that')
  await page.getByRole('status', { name: 'Loading the tasks' }).waitFor()
  await page.getByRole('link', { name: 'Trash' }).click()
  await page.getByRole('status', { name: 'Loading the tasks' }).waitFor()
  assert.equal(await page.getByRole('button', { name: /^Restore/ }).count(), 0)
  answer.resolve()
  await page.unrouteAll({ behavior: 'wait' })
  await page.getByRole('searchbox').fill('')
  await showsTitles(page, ['Walk the dog'])
})

test('two people see their own tasks and nothing of each other', async () => {
  await using adasVisit = await browser.visit()
  await using evesVisit = await browser.visit()
  const [ada, eve] = [adasVisit.page, evesVisit.page]
  await signUp(ada, newAccount('Ada'))
  await signUp(eve, newAccount('Eve'))
  await addTask(ada, 'Ada’s secret')
  await addTask(eve, 'Eve’s errand')
  await saved(ada)
  await saved(eve)
  await eve.getByRole('searchbox').fill('secret')
  await eve.getByText('Nothing found').waitFor()
  await eve.reload()
  await eve.getByText('Nothing found').waitFor()
  await eve.goto('/')
  await showsTitles(eve, ['Eve’s errand'])
  await showsTitles(ada, ['Ada’s secret'])
})

test('whoever signs in after another in the same tab sees nothing of theirs', async () => {
  await using visit = await browser.visit()
  const { page } = visit
  await signUp(page, newAccount('Ada'))
  await addTask(page, 'Ada’s secret')
  await saved(page)
  await page.getByLabel('New task').fill('half a thought of Ada’s')
  await page.getByRole('button', { name: 'Account of Ada' }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('button', { name: 'Create an account' }).waitFor()
  await signUp(page, newAccount('Eve'))
  await page.getByText('A clean slate').waitFor()
  assert.equal(await page.getByLabel('New task').inputValue(), '')
})

test('what is changed in one window appears in another', async () => {
  await using visit = await browser.visit()
  const { page } = visit
  await signUp(page, newAccount('Ada'))
  const other = await page.context().newPage()
  await other.goto('/')
  await other.getByText('A clean slate').waitFor()
  await addTask(page, 'First')
  await addTask(page, 'Second')
  await showsTitles(other, ['Second', 'First'])
  await rowOf(other, 'First').getByRole('checkbox').check()
  await rowOf(other, 'Second').getByRole('button', { name: 'Delete' }).click()
  await showsTitles(page, ['First'])
  await rowOf(page, 'First').getByRole('checkbox', { checked: true }).waitFor()
})

test('a long list is read page by page as it is scrolled', async () => {
  await using visit = await browser.visit()
  const { page } = visit
  await signUp(page, newAccount('Ada'))
  const count = 130
  const titlesWanted = Array.from({ length: count }, (_, index) => `Task ${index + 1}`)
  await page.evaluate(
    async ({ titlesWanted }) => {
      const { token } = await (await fetch('/api/auth/token')).json()
      const api = document.querySelector('meta[name=taskport-api]')?.getAttribute('content')
      for (const title of titlesWanted) {
        await fetch(`${api}/api/tasks`, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          body: JSON.stringify({ title }),
        })
      }
    },
    { titlesWanted },
  )
  await page.reload()
  await rowOf(page, 'Task 130').waitFor()
  assert.ok((await titles(page)).length <= 100)
  while ((await titles(page)).length < count) {
    await page.keyboard.press('End')
    await page.waitForTimeout(50)
  }
  await showsTitles(page, titlesWanted.toReversed())
})
