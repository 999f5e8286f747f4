import type { Page } from 'playwright-core'

/** Somebody with an account. */
export interface Account {
  readonly name: string
  readonly email: string
  readonly password: string
}

let count = 0

/** An account that nobody has yet. */
export const newAccount = (name: string): Account => {
  count += 1
  return {
    name,
    email: `${name.toLowerCase()}.${process.pid}.${count}@example.com`,
    password: 'correct horse battery',
  }
}

/** Goes to the page and makes an account there. */
export const signUp = async (page: Page, account: Account): Promise<void> => {
  await page.goto('/')
  await page.getByRole('button', { name: 'Create an account' }).click()
  await page.getByLabel('Name').fill(account.name)
  await page.getByLabel('E-mail').fill(account.email)
  await page.getByLabel('Password').fill(account.password)
  await page.getByRole('button', { name: 'Create account' }).click()
  await page.getByLabel('New task').waitFor()
}

/** Fills in the form that is shown. */
export const signIn = async (page: Page, { email, password }: Account): Promise<void> => {
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}
