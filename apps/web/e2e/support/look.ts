import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import type { AxeResults } from 'axe-core'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { screenshot } from './screenshot.js'

const axe = await readFile(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

/** What axe finds of serious and critical faults. */
const findings = async (page: Page): Promise<string[]> => {
  await page.evaluate(axe)
  const results: AxeResults = await page.evaluate('axe.run(document)')
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`))
}

/** One way of seeing the page. */
export interface Sight {
  readonly name: string
  readonly options: BrowserContextOptions
  /** Keeps what the page looks like, and sees that axe finds nothing serious and that nothing is wider than the screen. */
  look(page: Page, state: string): Promise<void>
}

const viewports = {
  phone: { width: 360, height: 740 },
  desktop: { width: 1280, height: 800 },
}

/** A phone and a desktop, each in light and dark. */
export const sights: readonly Sight[] = Object.entries(viewports).flatMap(([device, viewport]) =>
  (['light', 'dark'] as const).map((colorScheme) => ({
    name: `a ${device} in ${colorScheme}`,
    options: {
      viewport,
      colorScheme,
      deviceScaleFactor: 2,
      bypassCSP: true,
      hasTouch: device === 'phone',
      isMobile: device === 'phone',
    },
    look: async (page, state) => {
      await screenshot(page, `${device}-${colorScheme}-${state}`)
      assert.deepEqual(await findings(page), [], state)
      const isWider: unknown = await page.evaluate(
        'document.documentElement.scrollWidth > document.documentElement.clientWidth',
      )
      assert.equal(isWider, false, `${state} is wider than the screen`)
    },
  })),
)
