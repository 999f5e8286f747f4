import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { assertProblem } from './assert-problem.js'
import { at } from './at.js'
import { call } from './call.js'
import { migratedDatabase } from './database.js'
import { answersIn, type RawAnswer } from './raw-answers.js'
import { rawConnection } from './raw-connection.js'
import { type RunningApi, startApi } from './start-api.js'
import { secret, tokenOf } from './tokens.js'

/** What is sent on a connection of its own, and all that has to come of it. */
export interface RawCase {
  readonly name: string
  /** Several parts are sent one after the other, with time for the server to look at each. */
  readonly bytes: string | readonly string[]
  /** The statuses of the answers, but for those below 200; then the server closes the connection. */
  readonly answers: readonly number[]
  /** Whether the caller says that nothing more will come (FIN). */
  readonly finishes?: boolean
  /** How many tasks are there more than before. */
  readonly creates?: number
}

type Bytes = RawCase['bytes']

/** Cases that differ in their bytes alone. */
export const rawCases = (
  answers: readonly number[],
  named: Readonly<Record<string, Bytes>>,
  more: Pick<RawCase, 'finishes' | 'creates'> = {},
): readonly RawCase[] => Object.entries(named).map(([name, bytes]) => ({ name, bytes, answers, ...more }))

/** A running API with a user who has some tasks, to which anything can be sent. */
export interface RawStage extends AsyncDisposable {
  readonly api: RunningApi
  /** Headers of the user, each with its line's end. */
  readonly headers: string
  /** Sends a case, and asserts its answers, the number of tasks afterwards, and that the next good request is served. */
  play(rawCase: RawCase): Promise<readonly RawAnswer[]>
  /** That nothing of what was played was a fault of ours, or a warning. */
  assertNoFaults(): void
}

const body = '{"title":"Made by a raw request"}'

/** A request with its headers, for the user of a stage, that wants to be the last of its connection. */
export const rawRequests = (headers: string) => ({
  body,
  /** GET of the list, or what stands in its place on the first line. */
  get: (more = '', line = 'GET /api/tasks HTTP/1.1'): string =>
    `${line}\r\n${headers}Connection: close\r\n${more}\r\n`,
  /** Creates a task, with the framing that is given. */
  post: (framing: string, sent: string = body, line = 'POST /api/tasks HTTP/1.1'): string =>
    `${line}\r\n${headers}Connection: close\r\nContent-Type: application/json\r\n${framing}\r\n${sent}`,
  /** Creates a task, soundly, and keeps the connection. */
  sound: `POST /api/tasks HTTP/1.1\r\n${headers}Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
})

export const openRawStage = async (): Promise<RawStage> => {
  const resources = new AsyncDisposableStack()
  const database = resources.use(await migratedDatabase())
  const api = resources.use(
    await startApi({ environment: { NEON_DB_URL: database.url, BETTER_AUTH_SECRET: secret } }),
  )
  const token = tokenOf('alice')
  let tasks = 0

  const send = async ({ bytes, finishes = false }: RawCase): Promise<readonly RawAnswer[]> => {
    using connection = await rawConnection(api.address)
    const [first = '', ...others] = [bytes].flat()
    connection.send(first)
    for (const part of others) {
      await sleep(60)
      connection.send(part)
    }
    if (finishes) connection.finish()
    return answersIn(await connection.closed(20_000)).filter(({ status }) => status >= 200)
  }

  return {
    api,
    headers: `Host: localhost\r\nAuthorization: Bearer ${token}\r\n`,
    play: async (rawCase) => {
      const answers = await send(rawCase)
      assert.deepEqual(
        answers.map(({ status }) => status),
        rawCase.answers,
      )
      for (const { status, headers, body: text } of answers) {
        if (status < 400) continue
        const problem: unknown = JSON.parse(text)
        // Only another user's path is, and it is told as the second face does.
        if (status === 403) {
          assert.deepEqual(problem, { detail: 'The user id in the address is not yours' })
          continue
        }
        assertProblem({ status, headers, text, body: problem }, status, String(at(problem, 'code')))
      }
      tasks += rawCase.creates ?? 0
      const list = await call(api.address, '/api/tasks', { token })
      assert.equal(list.status, 200)
      const found = at(list.body, 'data', 'tasks')
      assert.ok(Array.isArray(found))
      assert.equal(found.length, tasks)
      return answers
    },
    assertNoFaults: () => {
      const faults = api.log().filter((line) => !['debug', 'info'].includes(String(at(line, 'level'))))
      assert.deepEqual(faults, [])
      assert.equal(api.stderr().includes('Error'), false, api.stderr())
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  }
}
