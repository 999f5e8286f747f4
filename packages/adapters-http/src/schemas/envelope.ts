import { type Static, type TSchema, Type } from '@sinclair/typebox'
import { type AnswerHeader, withHeaders } from './answer-headers.js'

/** Puts data into the body of a success. */
export const success = <Data>(data: Data) => ({ success: true, data }) as const

/** The body of a success of the API, as the documentation tells it. */
interface EnvelopeDocumentation<Data extends TSchema> {
  readonly description: string
  readonly example: Static<Data>
  /** The headers that come with it. */
  readonly headers?: readonly AnswerHeader[]
}

/** The body of every success of the API. */
export const envelope = <Data extends TSchema>(
  data: Data,
  { description, example, headers = [] }: EnvelopeDocumentation<Data>,
) =>
  Type.Object(
    { success: Type.Literal(true), data },
    { additionalProperties: false, description, examples: [success(example)], ...withHeaders(...headers) },
  )
