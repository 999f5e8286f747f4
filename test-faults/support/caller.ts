import { randomUUID } from 'node:crypto'
import { runSql } from '@taskport/adapters-postgres/testing'
import { tokenOf } from './api-process.js'
import { member } from './member.js'
import { type Answer, send } from './send.js'

/** What a caller was answered, in short, and how long it took, in milliseconds. */
export interface Told {
  readonly status: number
  /** Of a problem; null: it is none. */
  readonly code: string | null
  readonly ms: number
  readonly answer: Answer
}

/** One user of the API. */
export interface Caller {
  readonly ownerId: string
  ask(method: string, path: string, body?: unknown): Promise<Told>
  /** Creates a task; absent: with an id of its own. */
  create(id?: string): Promise<Told>
  /** How many of this user's tasks are stored, by SQL. */
  stored(url: string): Promise<number>
}

/** A user whom nobody else is. */
export const newCaller = (address: string): Caller => {
  const ownerId = `caller-${randomUUID()}`
  const token = tokenOf(ownerId)
  const ask = async (method: string, path: string, body?: unknown): Promise<Told> => {
    const start = performance.now()
    const answer = await send(address, { method, path, token, body })
    const code = member(answer.body, 'code')
    return {
      status: answer.status,
      code: typeof code === 'string' ? code : null,
      ms: performance.now() - start,
      answer,
    }
  }
  return {
    ownerId,
    ask,
    create: (id = randomUUID()) => ask('POST', '/api/tasks', { id, title: 'Buy milk' }),
    stored: async (url) => {
      const [row] = await runSql(url, 'select count(*) from tasks where user_id = $1', [ownerId])
      return Number(row?.count)
    },
  }
}
