import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { issueToken } from '@taskport/auth'
import { type Browser, chromium } from 'playwright-core'
import { type BuiltApi, openBuiltApi } from './open-built-api.js'
import { openPageServer, type PageServer } from './open-page-server.js'

const secret = 'a secret of the browser’s tests alone'
const tokenOf = (userId: string): string => issueToken({ secret, userId })

let listed: PageServer
let stranger: PageServer
let api: BuiltApi
let browser: Browser

before(async () => {
  listed = await openPageServer()
  stranger = await openPageServer()
  api = await openBuiltApi({
    BETTER_AUTH_SECRET: secret,
    CORS_ORIGINS: listed.url,
    RATE_PER_USER: '30',
    LOG_LEVEL: 'info',
  })
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    // A sandbox is not to be had for root.
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  })
})
after(async () => {
  await browser?.close()
  await api?.[Symbol.asyncDispose]()
  await listed?.[Symbol.asyncDispose]()
  await stranger?.[Symbol.asyncDispose]()
})

const outcomeIn = async ({ url }: PageServer): Promise<unknown> => {
  const page = await browser.newPage()
  const query = new URLSearchParams({ api: api.url, token: tokenOf('alice'), other: tokenOf('bob') })
  await page.goto(`${url}/?${query}`)
  const body = page.locator('body[data-outcome]')
  const outcome = await body.getAttribute('data-outcome', { timeout: 60_000 })
  await page.close()
  return JSON.parse(outcome ?? 'null')
}

test('a page of a listed origin does all that the client can', async () => {
  assert.deepEqual(await outcomeIn(listed), {
    version: '7',
    isSame: true,
    status: 'completed',
    conflict: ['VERSION_CONFLICT', 'completed'],
    invalid: ['INVALID_REQUEST', ['/title']],
    titles: ['Buy milk', 'a', 'b'],
    restored: null,
    changed: 3,
    aborted: 'ABORTED',
    limited: ['TOO_MANY_REQUESTS', true],
    theirs: 'TOO_MANY_REQUESTS',
  })
})

test('a page of another origin is told of the network, as browsers tell no more', async () => {
  assert.deepEqual(await outcomeIn(stranger), { failed: 'NETWORK' })
})
