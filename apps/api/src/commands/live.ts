import { configure } from '../configuration/configure.js'

const limitMs = 4_000

/** What a client on this machine calls an address that is all of its own. */
const reachable = (host: string): string => {
  if (host === '0.0.0.0') return '127.0.0.1'
  if (host === '::') return '[::1]'
  return host.includes(':') ? `[${host}]` : host
}

// A container's health check, in an image that has no other client than Node.
const configuration = configure()
if (configuration === null) {
  process.exitCode = 1
} else {
  const { host, port } = configuration
  const url = `http://${reachable(host)}:${port}/health/live`
  try {
    const { ok, status } = await fetch(url, { signal: AbortSignal.timeout(limitMs) })
    if (!ok) throw new Error(`It answered ${status}`)
  } catch (error) {
    process.stderr.write(`${url} does not answer as it should: ${error}\n`)
    process.exitCode = 1
  }
}
