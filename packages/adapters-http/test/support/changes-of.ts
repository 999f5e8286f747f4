import assert from 'node:assert/strict'
import type { Task } from '@taskport/domain'
import type { FastifyInstance } from 'fastify'
import { call } from './call.js'

/** What the feed answers. */
export interface Page {
  readonly tasks: readonly Task[]
  readonly since: string
  readonly hasMore: boolean
}

/** Asks for the feed and sees that it is answered as it should be. */
export const changesOf = async (app: FastifyInstance, query = '', user = 'alice'): Promise<Page> => {
  const response = await call(app, `GET /api/changes${query}`, { user })
  assert.equal(response.statusCode, 200, response.body)
  const { success, data } = response.json()
  assert.equal(success, true)
  assert.deepEqual(Object.keys(data), ['tasks', 'since', 'hasMore'])
  assert.match(data.since, /^[\w-]+$/, 'a mark is fit for an address as it is')
  return data
}

export const titles = ({ tasks }: Page): string[] => tasks.map(({ title }) => title)

/** Creates a task of Alice's and answers its id. */
export const create = async (app: FastifyInstance, title: string): Promise<string> =>
  (await call(app, 'POST /api/tasks', { body: { title } })).json().data.id
