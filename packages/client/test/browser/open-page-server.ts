import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { listeningUrl } from '../support/listening-url.js'

export interface PageServer extends AsyncDisposable {
  /** Its origin, and the page. */
  readonly url: string
}

/** Serves a page that runs scenario.ts, with the client as it is built and published. */
export const openPageServer = async (): Promise<PageServer> => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('scenario.ts', import.meta.url))],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
  })
  const script = outputFiles.map(({ text }) => text).join('')
  const server = createServer(({ url }, response) => {
    const isScript = url === '/scenario.js'
    response.writeHead(200, { 'content-type': isScript ? 'text/javascript' : 'text/html; charset=utf-8' })
    response.end(
      isScript ? script : '<!doctype html><body><script type="module" src="/scenario.js"></script>',
    )
  })
  const url = await listeningUrl(server)
  return {
    url,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
