import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { pageUrl } from './addresses.js'

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'

/** A page in a browser context of its own, with what its console has complained of. */
export interface Visit extends AsyncDisposable {
  readonly page: Page
  /** Errors of the page and its console; network failures are told apart, as tests cause them. */
  readonly complaints: string[]
}

export interface Visitor {
  visit(options?: BrowserContextOptions): Promise<Visit>
}

const isOfNetwork = (text: string): boolean => text.startsWith('Failed to load resource')

/** Has what the console of a page says collected. */
export const listen = (page: Page, complaints: string[]): void => {
  page.on('console', (message) => {
    const text = message.text()
    if (['error', 'warning'].includes(message.type()) && !isOfNetwork(text)) complaints.push(text)
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
}

/** One browser for a test file; each visit ends with no complaint, or the test fails. */
export const openBrowser = (): Visitor => {
  let browser: Browser | null = null
  before(async () => {
    // Chromium's sandbox does not work for root, as whom containers often run.
    browser = await chromium.launch({
      executablePath,
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    })
  })
  after(() => browser?.close())
  return {
    visit: async (options = {}) => {
      assert.ok(browser, 'the browser is open while tests run')
      const context = await browser.newContext({
        baseURL: pageUrl(),
        locale: 'en-GB',
        reducedMotion: 'reduce',
        ...options,
      })
      context.setDefaultTimeout(15_000)
      const page = await context.newPage()
      const complaints: string[] = []
      listen(page, complaints)
      return {
        page,
        complaints,
        [Symbol.asyncDispose]: async () => {
          await context.close()
          assert.deepEqual(complaints, [])
        },
      }
    },
  }
}
