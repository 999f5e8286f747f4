import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'

const directory = fileURLToPath(new URL('../../screenshots/', import.meta.url))

/** Keeps what the page looks like, for a person to look at. */
export const screenshot = async (page: Page, name: string): Promise<void> => {
  await mkdir(directory, { recursive: true })
  await page.screenshot({ path: `${directory}${name}.png` })
}
