// Loaded into the built API before its own code: says each route of its router on standard output, as it is registered.
import { watchRoutes } from '@taskport/adapters-http/testing'

watchRoutes((registeredRoute) => {
  process.stdout.write(`${JSON.stringify({ registeredRoute })}\n`)
})
