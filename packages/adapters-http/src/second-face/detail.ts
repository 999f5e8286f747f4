import { Type } from '@sinclair/typebox'
import type { SendProblem } from '../problems/error-handler.js'
import type { HttpProblem } from '../problems/http-problem.js'
import { responsesAs } from '../schemas/problem-responses.js'

/** The name of the schema, among the server's shared schemas and in the OpenAPI document. */
const detailSchemaId = 'Detail'

/** What such frontends show a person when something went wrong: always a text, for a wrong field too. */
export const detailSchema = Type.Object(
  { detail: Type.String({ description: 'A sentence for a person.' }) },
  { $id: detailSchemaId, additionalProperties: false },
)

const detailBody = ({ title, detail = title }: HttpProblem) => ({ detail })

/** Answers a problem with its status and headers, and of its body the sentence alone. */
export const sendDetail: SendProblem = (reply, problem) =>
  reply
    .code(problem.status)
    .headers(problem.headers ?? {})
    .type('application/json; charset=utf-8')
    .send(detailBody(problem))

/** The response schemas of these problems and of those that every route of the API can answer, in this face's form. */
export const detailResponses = responsesAs({
  mediaType: 'application/json',
  schemaId: detailSchemaId,
  body: detailBody,
  isWhole: false,
})
