import {
  type MortalServer,
  openTcpProxy,
  openTestDatabase,
  startMortalServer,
  type TcpProxy,
} from '@taskport/adapters-postgres/testing'
import { type ApiProcess, startApi } from './api-process.js'

/** The built API on a database of its own, on a server that can die, behind a network that can fail. */
export interface Stage extends AsyncDisposable {
  readonly api: ApiProcess
  readonly server: MortalServer
  readonly network: TcpProxy
  /** The API's database, past the network. */
  readonly url: string
  readonly deadlineMs: number
}

const portOf = (url: string): number => Number(new URL(url).port)

/** The same database by another port of 127.0.0.1. */
export const through = (url: string, port: number): string => {
  const other = new URL(url)
  other.port = String(port)
  return other.href
}

export interface StageOptions {
  /** `DB_DEADLINE_MS`; absent: 2 s. */
  readonly deadlineMs?: number
  readonly environment?: Readonly<Record<string, string>>
  /** In which directory the server keeps its data; absent: where the system has temporary ones. */
  readonly within?: string | undefined
}

export const openStage = async ({
  deadlineMs = 2_000,
  environment = {},
  within,
}: StageOptions = {}): Promise<Stage> => {
  await using opened = new AsyncDisposableStack()
  const server = await startMortalServer({ within })
  opened.defer(server.stop)
  const { url } = await openTestDatabase(server.url)
  const network = opened.use(await openTcpProxy(portOf(url)))
  const api = opened.use(
    await startApi(through(url, network.port), { DB_DEADLINE_MS: String(deadlineMs), ...environment }),
  )
  const closing = opened.move()
  return { api, server, network, url, deadlineMs, [Symbol.asyncDispose]: () => closing.disposeAsync() }
}
