import assert from 'node:assert/strict'
import type { Answer } from '../call.js'
import { byFirstNames } from './first-names.js'
import { isJson, type Json, json } from './json.js'
import { dataOf, isTask, type KnownTask, type Memory } from './memory.js'
import type { ReadyRequest } from './resolve-request.js'

/** A member of a request as it is stored: titles without white space around them, ids in lower case. */
const stored = (name: string, value: unknown): unknown => {
  if (typeof value !== 'string') return value
  return { title: value.trim(), id: value.toLowerCase() }[name] ?? value
}

/** What moves without being sent. */
const moving = ['version', 'updatedAt', 'completedAt', 'deletedAt'] as const

const withoutMoving = (task: Json): Json =>
  Object.fromEntries(Object.entries(task).filter(([name]) => !moving.some((one) => one === name)))

/** Another route may show less of a task: what both show is compared. */
const assertAgree = (shown: Json, expected: Json, message: string): void => {
  const inBoth = (task: Json) =>
    Object.fromEntries(Object.entries(task).filter(([name]) => name in shown && name in expected))
  assert.deepEqual(inBoth(shown), inBoth(expected), message)
}

/** A task that an answer shows must be the one that is known, unless a change was not shown. */
const assertSame = (shown: Json, { task, isStale }: KnownTask): void => {
  const message = 'A task is shown otherwise than before'
  if (isStale) assertAgree(withoutMoving(shown), withoutMoving(task), message)
  else assertAgree(shown, task, message)
}

/** What was sent is what is stored, and what was not sent is as before. */
const assertTaken = (shown: Json, body: Json, before: Json): void => {
  const sent = Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) => (name in shown ? [[name, stored(name, value)]] : [])),
  )
  assertAgree(
    withoutMoving(shown),
    withoutMoving({ ...before, ...sent }),
    'What is stored is not what was sent',
  )
}

/** What a request says of the task that is known: to toggle it is to say the other status, to make it undone the one. */
const saidOf = ({ operation, body }: ReadyRequest, known: Json): Json => {
  const said = byFirstNames(isJson(body) ? body : {})
  if (operation.path.endsWith('/uncomplete')) return { status: 'pending' }
  if (!operation.path.endsWith('/complete') || said.status !== undefined) return said
  return { status: known.status === 'completed' ? 'pending' : 'completed' }
}

const keep = (
  memory: Memory,
  task: Json & { readonly id: string },
  creation: Json,
  isRead: boolean,
): void => {
  const known = memory.tasks.get(task.id)
  const isDeleted = typeof task.deletedAt === 'string'
  // A route that shows no version leaves unknown which one it has made, and one that reads makes none.
  const isStale = !('version' in task) && !(isRead && known?.isStale === false)
  memory.tasks.set(task.id, {
    task: { ...known?.task, ...task },
    isDeleted,
    isStale,
    creation,
  })
}

const learnOne = (
  task: Json & { readonly id: string },
  request: ReadyRequest,
  memory: Memory,
  status: number,
) => {
  const { operation } = request
  const known = memory.tasks.get(task.id)
  const sent = saidOf(request, known?.task ?? {})
  if (operation.method === 'POST' && request.pathValues.id === undefined) {
    if (status === 201) {
      assert.equal(known, undefined, 'A new task has the id of another')
      assertTaken(task, sent, { description: null, status: 'pending', ...withoutMoving(task) })
      memory.creations.push({ ...sent, id: task.id })
      if (sent.description === undefined && 'description' in task) assert.equal(task.description, null)
      keep(memory, task, sent, false)
      return
    }
    assert.ok(known, 'A creation that was not sent before is answered as if it had been')
    assertSame(task, known)
    return
  }
  assert.ok(known, 'A task that was never created is answered')
  if (operation.method === 'GET') assertSame(task, known)
  else assertTaken(task, sent, known.task)
  keep(memory, task, known.creation, operation.method === 'GET')
}

const learnList = (data: Json, tasks: readonly unknown[], request: ReadyRequest, memory: Memory): void => {
  for (const shown of tasks) {
    assert.ok(isTask(shown), 'A list holds something else than tasks')
    const task = { ...byFirstNames(shown), id: shown.id }
    const known = memory.tasks.get(task.id)
    assert.ok(known, 'A list holds a task that was never created')
    assertSame(task, known)
    keep(memory, task, known.creation, true)
  }
  const query = Object.fromEntries(request.query)
  if (typeof data.nextCursor === 'string') {
    memory.cursors.push({ path: request.operation.path, query: { ...query, cursor: data.nextCursor } })
  }
  if (typeof data.since === 'string') memory.sinces.push(data.since)
}

/** Takes note of a success, and asserts that it agrees with the request and with all that was answered before. */
export const learnFromAnswer = (request: ReadyRequest, { status, body }: Answer, memory: Memory): void => {
  if (status < 200 || status > 299) return
  const data = dataOf(body)
  const id = request.pathValues.id?.toLowerCase()
  const known = id === undefined ? undefined : memory.tasks.get(id)
  if (request.operation.method === 'DELETE' && id !== undefined && known !== undefined) {
    if (isTask(data)) assertSame(byFirstNames(data), known)
    memory.tasks.set(id, { ...known, isDeleted: true, isStale: true })
    return
  }
  if (isTask(data)) {
    if (id !== undefined) assert.equal(data.id, id, 'Another task is answered')
    learnOne({ ...byFirstNames(data), id: data.id }, request, memory, status)
    return
  }
  const tasks = Array.isArray(data) ? data : isJson(data) ? data.tasks : undefined
  if (Array.isArray(tasks)) learnList(json(isJson(data) ? data : {}), tasks, request, memory)
}
