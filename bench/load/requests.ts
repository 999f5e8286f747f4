import type { Request } from 'autocannon'
import { taskIdOf } from '../data/task-ids.js'
import { kindAt, type Workload } from './workloads.js'

interface Known {
  /** Of users 1 and up. */
  readonly tokens: readonly string[]
  readonly tasksPerUser: number
}

/** How many requests a connection knows before it begins again with the first. */
const requestsPerConnection = 400

const pick = (count: number): number => 1 + Math.floor(Math.random() * count)

let made = 0

/** Another body each time, so that each update changes something. */
const changing =
  (words: string): NonNullable<Request['setupRequest']> =>
  (request) => {
    made += 1
    return { ...request, body: JSON.stringify({ title: `${words} ${made} at ${Date.now()}` }) }
  }

const oneRequest = ({ tokens, tasksPerUser }: Known, workload: Workload): Request => {
  const user = pick(tokens.length)
  const authorization = `Bearer ${tokens[user - 1]}`
  const headers = { authorization }
  const onTask = `/api/tasks/${taskIdOf(user, pick(tasksPerUser))}`
  const withBody = { authorization, 'content-type': 'application/json' }
  switch (workload === 'mix' ? kindAt(Math.random()) : workload) {
    case 'list':
      return { method: 'GET', path: '/api/tasks?limit=50', headers }
    case 'changes':
      return { method: 'GET', path: '/api/changes?limit=50', headers }
    case 'get':
      return { method: 'GET', path: onTask, headers }
    case 'create': {
      const description = 'What has to be done, and by when, and why it matters'
      const body = JSON.stringify({ title: `New task of user ${user}`, description })
      return { method: 'POST', path: '/api/tasks', headers: withBody, body }
    }
    case 'update':
      return {
        method: 'PATCH',
        path: onTask,
        headers: withBody,
        body: '{}',
        setupRequest: changing('Changed title'),
      }
  }
}

/** What one connection asks, in this order and then again: users and tasks at random. */
export const requestsOf = (known: Known, workload: Workload): Request[] =>
  Array.from({ length: requestsPerConnection }, () => oneRequest(known, workload))
