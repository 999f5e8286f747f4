// Node loads this file before it has loaded tsx, so it asks tsx for the TypeScript itself.
import { tsImport } from 'tsx/esm/api'

const { startDemo } = await tsImport('./demo.ts', import.meta.url)

let demo = null

export const globalSetup = async () => {
  demo = await startDemo()
  process.env.TASKPORT_E2E_PAGE_URL = demo.pageUrl
  process.env.TASKPORT_E2E_API_URL = demo.apiUrl
}

export const globalTeardown = async () => {
  await demo?.stop()
}
