import assert from 'node:assert/strict'
import { dereferenced, type Json, json, list } from './json.js'

export type Place = 'path' | 'query' | 'header'

export interface Parameter {
  readonly name: string
  readonly place: Place
  readonly isRequired: boolean
  readonly schema: Json
}

/** What the document says of one status. */
export interface DocumentedAnswer {
  /** Null: no body. */
  readonly body: { readonly mediaType: string; readonly schema: Json } | null
  /** By name in lower case. */
  readonly headers: ReadonlyMap<string, Json>
}

/** One operation of an OpenAPI document, references followed. */
export interface Operation {
  /** Like `GET /api/tasks/{id}`. */
  readonly name: string
  readonly method: string
  /** With its parameters in braces. */
  readonly path: string
  readonly parameters: readonly Parameter[]
  /** Null: it reads none. */
  readonly body: { readonly isRequired: boolean; readonly schema: Json } | null
  readonly answers: ReadonlyMap<number, DocumentedAnswer>
  readonly needsToken: boolean
}

const placeOf = (value: unknown): Place => {
  assert.ok(value === 'path' || value === 'query' || value === 'header', `No parameter is sent in ${value}`)
  return value
}

const parameterOf = (value: unknown): Parameter => {
  const { name, in: place, required, schema } = json(value)
  return { name: String(name), place: placeOf(place), isRequired: required === true, schema: json(schema) }
}

const bodyOf = (value: unknown): Operation['body'] => {
  if (value === undefined) return null
  const { required, content } = json(value)
  assert.deepEqual(Object.keys(json(content)), ['application/json'])
  return { isRequired: required === true, schema: json(json(json(content)['application/json']).schema) }
}

const answerOf = (value: unknown): DocumentedAnswer => {
  const { content, headers } = json(value)
  const [media, ...others] = Object.entries(json(content))
  assert.equal(others.length, 0, 'An answer has one media type')
  return {
    body: media === undefined ? null : { mediaType: media[0], schema: json(json(media[1]).schema) },
    headers: new Map(
      Object.entries(json(headers)).map(([name, header]) => [name.toLowerCase(), json(json(header).schema)]),
    ),
  }
}

/** Every operation of a document, whatever it is: a route that is new there is new here. */
export const operationsOf = (document: Json): readonly Operation[] =>
  Object.entries(json(dereferenced(document.paths, document))).flatMap(([path, methods]) =>
    Object.entries(json(methods)).map(([method, value]) => {
      const { parameters, requestBody, responses, security } = json(value)
      return {
        name: `${method.toUpperCase()} ${path}`,
        method: method.toUpperCase(),
        path,
        parameters: list(parameters).map(parameterOf),
        body: bodyOf(requestBody),
        answers: new Map(
          Object.entries(json(responses)).map(([status, answer]) => [Number(status), answerOf(answer)]),
        ),
        needsToken: list(security ?? document.security).length > 0,
      }
    }),
  )
