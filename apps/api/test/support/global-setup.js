// Node loads this file before it has loaded tsx, so it asks tsx for the TypeScript itself.
import { tsImport } from 'tsx/esm/api'

export const { globalSetup, globalTeardown } = await tsImport(
  '@taskport/adapters-postgres/testing',
  import.meta.url,
)
