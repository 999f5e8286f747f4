// Node loads this file before it has loaded tsx, so it asks tsx for the TypeScript itself.
import { rm } from 'node:fs/promises'
import { tsImport } from 'tsx/esm/api'

const { demoDirectory, startDemo } = await tsImport('./demo.ts', import.meta.url)

let demo = null
let directory = ''

export const globalSetup = async () => {
  directory = await demoDirectory()
  demo = await startDemo(directory)
  process.env.TASKPORT_E2E_PAGE_URL = demo.pageUrl
  process.env.TASKPORT_E2E_API_URL = demo.apiUrl
}

export const globalTeardown = async () => {
  await demo?.stop()
  await rm(directory, { recursive: true, force: true })
}
