import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { TaskUseCases } from '@taskport/domain'
import type { OpaqueTokens } from '../opaque/opaque-tokens.js'
import { openSince, sealSince } from '../opaque/sync-token.js'
import { ownerOf } from '../owner.js'
import { envelope, success } from '../schemas/envelope.js'
import { changesPage, changesQuery } from '../schemas/list-schemas.js'
import { problemResponses } from '../schemas/problem-responses.js'
import { sampleCompletedTask, sampleDeletedTask, sampleToken } from '../schemas/sample-task.js'
import { asPlainJson } from './plain-json.js'

/** `/changes`: what changed since a client last asked. */
export const changesRoutes =
  ({ listChanges }: TaskUseCases, tokens: OpaqueTokens): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/changes',
      {
        schema: {
          operationId: 'listChanges',
          summary: 'Catch up: what changed since you last asked',
          description:
            'Without `since`: everything. Keep each task by its `id`, the newer `version` over the older, and send the last `since` next ' +
            'time; while `hasMore` is true, at once. A task appears once, in its latest state, deleted ones with their `deletedAt`. ' +
            'A client that does so always ends with exactly what is stored. After a 410 forget everything and start without `since`.',
          tags: ['Changes'],
          querystring: changesQuery,
          response: {
            200: envelope(changesPage, {
              description: 'What changed, in the order of the changes.',
              example: {
                tasks: [sampleDeletedTask, sampleCompletedTask],
                since: sampleToken,
                hasMore: false,
              },
            }),
            ...problemResponses('CHANGES_GONE'),
          },
        },
      },
      async (request, reply) => {
        const ownerId = ownerOf(request)
        const { since: token, limit } = request.query
        const since = token === undefined ? undefined : openSince(tokens, ownerId, token)
        const changes = await listChanges({ ownerId, since, limit })
        const { tasks, hasMore } = changes
        const next = sealSince(tokens, ownerId, changes.since)
        asPlainJson(reply)
        return success({ tasks, since: next, hasMore })
      },
    )
  }
