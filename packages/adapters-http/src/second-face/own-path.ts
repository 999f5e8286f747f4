import { Type } from '@sinclair/typebox'
import { limits } from '@taskport/domain'
import type { FastifyRequest } from 'fastify'
import { ownerOf } from '../owner.js'
import { HttpProblemError } from '../problems/http-problem.js'
import { foreignPath } from '../problems/http-problems.js'
import { sampleTask } from '../schemas/sample-task.js'
import { taskParams } from '../schemas/task-schemas.js'

/** No schema refuses a user id: any but the caller's own is refused by `requireOwnPath`, before schemas are asked. */
export const ownPathParams = Type.Object({
  userId: Type.String({
    documented: { minLength: limits.ownerIdLength.min, maxLength: limits.ownerIdLength.max },
    description: 'Your own id, as your token names you, percent-encoded; any other is refused with 403.',
    examples: [sampleTask.userId],
  }),
})

export const ownTaskParams = Type.Object({ ...ownPathParams.properties, ...taskParams.properties })

/**
 * A hook that lets nobody in whose token does not name the very user of the path, character by character: the one place where what a
 * path claims is compared with who calls. Whether there is such a user makes no difference.
 * @throws {HttpProblemError} 403
 */
export const requireOwnPath = async (request: FastifyRequest): Promise<void> => {
  const { params } = request
  const claimed = typeof params === 'object' && params !== null && 'userId' in params ? params.userId : null
  if (claimed !== ownerOf(request)) throw new HttpProblemError(foreignPath)
}
