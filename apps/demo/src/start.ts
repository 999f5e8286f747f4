import { mkdir } from 'node:fs/promises'
import { startEmbeddedPostgres } from '@taskport/adapters-postgres/embedded'
import { findPort } from './find-port.js'
import { keptSecret } from './kept-secret.js'
import { quietLog } from './quiet-log.js'
import { runProgram } from './run-program.js'
import type { DemoSettings } from './settings.js'

/** Everything, running. */
export interface Demo {
  readonly pageUrl: string
  readonly apiUrl: string
  readonly directory: string
  /** Fulfilled when a part of it has ended by itself. */
  readonly broken: Promise<void>
  /** In order: the page and Better Auth, the API, the database. */
  stop(): Promise<void>
}

/** Starts the database, the API, and the web server; what was started is stopped again when a later part fails. */
export const startDemo = async ({ directory, page, api }: DemoSettings): Promise<Demo> => {
  await using opened = new AsyncDisposableStack()
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const secret = await keptSecret(directory)
  const [pagePort, apiPort] = [await findPort(page), await findPort(api)]
  const [pageUrl, apiUrl] = [`http://127.0.0.1:${pagePort}`, `http://127.0.0.1:${apiPort}`]

  const postgres = await startEmbeddedPostgres({ directory, log: quietLog })
  opened.defer(postgres.stop)
  const shared = { NEON_DB_URL: postgres.url, BETTER_AUTH_URL: pageUrl, HOST: '127.0.0.1', NODE_ENV: '' }

  const apiProgram = await runProgram({
    name: 'The API',
    main: new URL('../../api/src/main.ts', import.meta.url),
    environment: {
      ...shared,
      PORT: String(apiPort),
      CURSOR_SECRET: secret,
      BETTER_AUTH_SECRET: '',
      BETTER_AUTH_SECRETS: '',
      CORS_ORIGINS: `${pageUrl},http://localhost:${pagePort}`,
      LOG_LEVEL: 'warn',
    },
    directory,
    ready: `${apiUrl}/health/ready`,
  })
  opened.defer(apiProgram.stop)

  const webProgram = await runProgram({
    name: 'The web server',
    main: new URL('../../web/server/main.ts', import.meta.url),
    environment: {
      ...shared,
      PORT: String(pagePort),
      BETTER_AUTH_SECRET: secret,
      TASKPORT_API_URL: apiUrl,
    },
    directory,
    ready: `${pageUrl}/health/ready`,
  })
  opened.defer(webProgram.stop)

  const closing = opened.move()
  return {
    pageUrl,
    apiUrl,
    directory,
    broken: Promise.race([apiProgram.ended, webProgram.ended]),
    stop: () => closing.disposeAsync(),
  }
}
