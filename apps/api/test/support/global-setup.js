// Node loads this file before it has loaded tsx, so it asks tsx for the TypeScript itself.
import { tsImport } from 'tsx/esm/api'

const { emptyTrafficDirectory } = await tsImport('./traffic/traffic-directory.ts', import.meta.url)
const testing = await tsImport('@taskport/adapters-postgres/testing', import.meta.url)

export const globalSetup = async () => {
  emptyTrafficDirectory()
  await testing.globalSetup()
}

export const { globalTeardown } = testing
