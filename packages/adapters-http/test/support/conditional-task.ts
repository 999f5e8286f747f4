import { call } from './call.js'
import { openServer } from './open-server.js'

/** The task that conditions are about. */
export const id = '00000000-0000-7000-8000-000000000001'

export const address = `/api/tasks/${id}`

/** No task. */
export const unknown = '/api/tasks/00000000-0000-7000-8000-00000000ffff'

/** Each way to change a task; `restore` begins with one in the trash. */
export const changes = ['PUT', 'PATCH', 'DELETE', 'restore'] as const

/** A server whose task has version 2, and for `restore` is in the trash. */
export const openWith = async (change: (typeof changes)[number]) => {
  const app = await openServer()
  await call(app, 'POST /api/tasks', { body: { id, title: 'Old' } })
  if (change === 'restore') await call(app, `DELETE ${address}`)
  else await call(app, `PATCH ${address}`, { body: { description: 'Second' } })
  return app
}

/** What cannot be read as a condition. */
export const malformed = [
  ...['2', '"2', '2"', "'2'", '', ' ', ',', 'W/', 'w/"2"', '"1" "2"', '"2";', '"a b"', '*, "2"', '"2", *'],
  ...['**', '{}', 'undefined', 'null'],
]
