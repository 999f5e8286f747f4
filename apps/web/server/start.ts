import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { type Auth, openAuth } from './open-auth.js'
import { readPageFiles } from './page-files.js'
import { pageHeaders } from './page-headers.js'
import { servePage } from './serve-page.js'
import type { Settings } from './settings.js'

/** A running web server. */
export interface WebServer {
  /** Lets open requests end, for at most this many milliseconds, then closes everything. */
  stop(limitMs: number): Promise<void>
}

const router = (auth: Auth, page: RequestListener): RequestListener => {
  const health: RequestListener = async (_request, response) => {
    response.writeHead((await auth.isReady()) ? 200 : 503).end()
  }
  return (request, response) => {
    const path = request.url ?? '/'
    if (path.startsWith('/api/auth/')) auth.handle(request, response)
    else if (path === '/health/ready') health(request, response)
    else page(request, response)
  }
}

/** @param pageDirectory where the built page is, absolute */
export const start = async (settings: Settings, pageDirectory: string): Promise<WebServer> => {
  const page = servePage(await readPageFiles(pageDirectory, settings.apiUrl))
  const auth = await openAuth(settings)
  const headers = new Map(Object.entries(pageHeaders(settings.apiUrl)))
  const answer = router(auth, page)
  const server = createServer((request, response) => {
    response.setHeaders(headers)
    answer(request, response)
  })
  try {
    server.listen(settings.port, settings.host)
    await once(server, 'listening')
  } catch (error) {
    await auth.close()
    throw error
  }
  return {
    stop: async (limitMs) => {
      const closed = once(server, 'close')
      server.close()
      server.closeIdleConnections()
      const timer = setTimeout(() => server.closeAllConnections(), limitMs)
      await closed
      clearTimeout(timer)
      await auth.close()
    },
  }
}
