import { parseTaskId, TaskError, type TaskKey } from '@taskport/domain'
import type { FastifyRequest } from 'fastify'
import { ownerOf } from '../owner.js'

/** The task that a request is about. @throws {TaskError} TASK_NOT_FOUND when the id in the path is no UUID */
export const keyOf = (request: FastifyRequest<{ Params: { id: string } }>): TaskKey => {
  const taskId = parseTaskId(request.params.id)
  if (taskId === null) throw new TaskError({ code: 'TASK_NOT_FOUND' })
  return { ownerId: ownerOf(request), taskId }
}
