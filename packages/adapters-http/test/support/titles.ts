import assert from 'node:assert/strict'
import type { FastifyInstance } from 'fastify'
import { call } from './call.js'

/** The titles of the tasks that a list answers, in its order. */
export const titlesIn = async (app: FastifyInstance, path: string, user = 'alice'): Promise<string[]> => {
  const response = await call(app, `GET ${path}`, { user })
  assert.equal(response.statusCode, 200, response.body)
  return response.json().data.tasks.map(({ title }: { title: string }) => title)
}
