import { type ApiProcess, type ApiProcessOptions, spawnApi } from './api-process.js'
import { at } from './at.js'
import { waitUntil } from './wait-until.js'

/** An API that listens. */
export interface RunningApi extends ApiProcess {
  /** Like `http://127.0.0.1:41234`. */
  readonly address: string
}

const listening = /^Server listening at (http:\S+)$/

const addressOf = (api: ApiProcess): string | null => {
  for (const line of api.log()) {
    const address = listening.exec(String(at(line, 'msg')))?.[1]
    if (address !== undefined) return address
  }
  return null
}

/**
 * Waits until a process of the API listens; takes its address from the log, as PORT is 0.
 * @throws {Error} with all that it wrote, when it ends instead; it is then disposed of
 */
export const untilListening = async (api: ApiProcess): Promise<RunningApi> => {
  try {
    await waitUntil(() => api.hasEnded() || addressOf(api) !== null, 40_000)
    const address = addressOf(api)
    if (address === null || api.hasEnded())
      throw new Error(`The API did not start.\n${api.stdout()}${api.stderr()}`)
    return { ...api, address }
  } catch (error) {
    await api[Symbol.asyncDispose]()
    throw error
  }
}

/** Starts the built API and waits until it listens. @throws {Error} with all that it wrote, when it ends instead */
export const startApi = async (options: ApiProcessOptions = {}): Promise<RunningApi> =>
  untilListening(await spawnApi(options))
