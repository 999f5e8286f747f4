import { Type } from '@sinclair/typebox'
import { entityTag, entityTagsPattern } from '../conditions/entity-tags.js'
import { sampleTask } from './sample-task.js'

/** The condition of a change. The pattern is documentation: what is no condition is refused with words of its own. */
export const ifMatchHeader = Type.Object({
  'if-match': Type.Optional(
    Type.String({
      documented: { pattern: entityTagsPattern },
      description:
        'The `ETag` last seen, which is the `version` in quotes: when the task has another, the change is refused with 412.',
      examples: [entityTag(sampleTask.version)],
    }),
  ),
})

/** The condition of a read. */
export const ifNoneMatchHeader = Type.Object({
  'if-none-match': Type.Optional(
    Type.String({
      documented: { pattern: entityTagsPattern },
      description: 'The `ETag` last seen, or several: 304 when the task still has it.',
      examples: [entityTag(sampleTask.version)],
    }),
  ),
})
