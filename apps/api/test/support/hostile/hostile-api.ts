import assert from 'node:assert/strict'
import { Agent } from 'node:http'
import { runSql } from '@taskport/adapters-postgres/testing'
import { assertProblem } from '../assert-problem.js'
import { at } from '../at.js'
import { type Answer, type Call, call } from '../call.js'
import { migratedDatabase } from '../database.js'
import { startApi } from '../start-api.js'
import { secret, tokenOf } from '../tokens.js'

/** The built API on a database of its own, asked on connections that are kept. */
export interface HostileApi extends AsyncDisposable {
  readonly address: string
  /** Sends `POST /api/tasks` and the like; without a user by alice. */
  ask(request: string, options?: Omit<Call, 'method' | 'agent'> & { readonly user?: string }): Promise<Answer>
  /** Rows of a statement, with all the login's powers. */
  sql(statement: string, ...values: readonly unknown[]): Promise<readonly Record<string, unknown>[]>
  /** Everything that is stored, in short. */
  stored(): Promise<unknown>
}

export const openHostileApi = async (): Promise<HostileApi> => {
  const resources = new AsyncDisposableStack()
  const database = resources.use(await migratedDatabase())
  const { address } = resources.use(
    await startApi({ environment: { NEON_DB_URL: database.url, BETTER_AUTH_SECRET: secret } }),
  )
  const agent = new Agent({ keepAlive: true, maxSockets: 4 })
  resources.defer(() => agent.destroy())
  const tokens = new Map<string, string>()
  const sql: HostileApi['sql'] = (statement, ...values) => runSql(database.url, statement, values)
  return {
    address,
    sql,
    ask: (request, { user = 'alice', ...options } = {}) => {
      const separator = request.indexOf(' ')
      const token = tokens.get(user) ?? tokenOf(user)
      tokens.set(user, token)
      const method = request.slice(0, separator)
      return call(address, request.slice(separator + 1), { method, token, agent, ...options })
    },
    stored: async () => {
      const [row] = await sql(
        `select (select md5(string_agg(tasks::text, '|' order by user_id, id)) from tasks) as tasks,
                (select md5(string_agg(owners::text, '|' order by user_id)) from owners) as owners`,
      )
      return row
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  }
}

/** What is wrong according to a 422, in no order, each like `/title TOO_LONG`. */
export const wrongFields = (answer: Answer): string[] => {
  assertProblem(answer, 422, 'INVALID_REQUEST')
  const errors = at(answer.body, 'errors')
  assert.ok(Array.isArray(errors))
  return errors.map((error) => `${at(error, 'pointer')} ${at(error, 'code')}`).sort()
}

/** What an answer comes to, like `201`, `400 MALFORMED_REQUEST` or `422 /title BLANK, /x UNKNOWN_FIELD`. */
export const outcomeOf = (answer: Answer): string => {
  if (answer.status < 400 || answer.body === null) return String(answer.status)
  if (answer.status === 422) return `422 ${wrongFields(answer).join(', ')}`
  // Another user's path is refused in the words of the second face, which have no code.
  if (answer.status === 403 && at(answer.body, 'code') === undefined) return '403'
  const code = String(at(answer.body, 'code'))
  assertProblem(answer, answer.status, code)
  return `${answer.status} ${code}`
}
