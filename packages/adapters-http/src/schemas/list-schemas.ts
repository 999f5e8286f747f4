import { Type } from '@sinclair/typebox'
import { limits, type TaskSort, type TaskStatus } from '@taskport/domain'
import { opaqueTokenPattern } from '../opaque/opaque-tokens.js'
import { sampleToken } from './sample-task.js'
import { taskReferences } from './task-schemas.js'

const oneOf = <Choice extends string>(choices: readonly Choice[], otherwise: Choice, description: string) =>
  Type.Optional(Type.Unsafe<Choice>({ type: 'string', enum: choices, default: otherwise, description }))

const pageSize = Type.Optional(
  Type.Integer({
    minimum: limits.pageSize.min,
    maximum: limits.pageSize.max,
    default: limits.pageSize.default,
    description: 'At most so many tasks.',
  }),
)

/** A schema cannot tell a token that was given out from one that was made up: the latter is refused with 422. */
const token = (description: string) =>
  Type.Optional(
    Type.String({ documented: { pattern: opaqueTokenPattern }, description, examples: [sampleToken] }),
  )

export const listQuery = Type.Object(
  {
    status: oneOf<TaskStatus | 'all'>(['all', 'pending', 'completed'], 'all', 'Only tasks of this status.'),
    q: Type.Optional(
      Type.String({
        domainRule: 'search',
        description:
          'Only tasks that have each of these words in their title or description, whatever the case and accents.',
        examples: ['milk'],
      }),
    ),
    sort: oneOf<TaskSort>(
      ['created', 'updated', 'title'],
      'created',
      'By creation, by last change, or by title, whatever its case and accents.',
    ),
    order: oneOf<'asc' | 'desc'>(
      ['asc', 'desc'],
      'desc',
      'Descending: the newest, or the last of the alphabet, first.',
    ),
    deleted: oneOf<'exclude' | 'only'>(['exclude', 'only'], 'exclude', '`only` lists the trash.'),
    limit: pageSize,
    cursor: token('The `nextCursor` of the page before, of the same list; any other is refused with 422.'),
  },
  { additionalProperties: false },
)

export const taskList = Type.Object(
  {
    tasks: taskReferences,
    nextCursor: Type.Unsafe<string | null>({
      type: ['string', 'null'],
      description: 'Goes on behind the last of these tasks; null when there are no more.',
      examples: [null, sampleToken],
    }),
  },
  { additionalProperties: false },
)

export const changesQuery = Type.Object(
  {
    since: token('The `since` of the last answer; absent: everything. Any other is refused with 422.'),
    limit: pageSize,
  },
  { additionalProperties: false },
)

export const changesPage = Type.Object(
  {
    tasks: taskReferences,
    since: Type.String({
      description: 'Send it next time. It means nothing to anybody else.',
      examples: [sampleToken],
    }),
    hasMore: Type.Boolean({
      description: 'Whether there is more already: ask again at once.',
      examples: [false],
    }),
  },
  { additionalProperties: false },
)
