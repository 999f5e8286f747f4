import { Type } from '@sinclair/typebox'
import { withHeaders } from './answer-headers.js'

/** The answer to a read of what has not changed. `null` has no body in the documentation; the answer has none either. */
export const notModified = Type.Unsafe<undefined>({
  type: 'null',
  description: 'It still has the version of `If-None-Match`: no body.',
  ...withHeaders('ETag'),
})
