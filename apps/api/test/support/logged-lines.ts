import type { ApiProcess } from './api-process.js'
import { at } from './at.js'
import { waitUntil } from './wait-until.js'

/** The lines of the log so far whose message is like this. */
export const logged = (api: ApiProcess, message: RegExp): unknown[] =>
  api.log().filter((line) => message.test(String(at(line, 'msg'))))

/** Waits for so many of them, or the end of the process. @throws {Error} when neither comes within a minute */
export const untilLogged = (api: ApiProcess, message: RegExp, times = 1): Promise<void> =>
  waitUntil(() => api.hasEnded() || logged(api, message).length >= times, 60_000)
