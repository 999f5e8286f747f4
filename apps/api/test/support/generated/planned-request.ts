import fc from 'fast-check'
import { type Json, json } from './json.js'
import type { Operation, Parameter, Place } from './operations.js'
import { validValue } from './valid-value.js'

/** A value that the schema has made, or the so manieth of those that earlier answers gave for it. */
export type Planned = { readonly given: unknown } | { readonly earlier: number }

/** A request before it is known what earlier answers gave. */
export interface PlannedRequest {
  readonly operation: Operation
  readonly path: Readonly<Record<string, Planned>>
  readonly query: Readonly<Record<string, Planned>>
  readonly header: Readonly<Record<string, Planned>>
  /** Undefined: none is sent. */
  readonly body: unknown
  /** Whether an `id` in the body is that of an earlier task. */
  readonly bodyId: number | null
  /** Whether the body is that of an earlier creation, word for word. */
  readonly repeats: number | null
}

/** What no schema can tell from what was made up: it must come from an answer. */
export const isOpaque = (name: string): boolean => name === 'cursor' || name === 'since'

const earlier = fc.nat({ max: 50 }).map((n): Planned => ({ earlier: n }))

/** Parameters of which an earlier answer gave what leads somewhere. */
const comesFromAnswers = (name: string): boolean => /^(.*id|if-match|if-none-match)$/i.test(name)

const parameter = ({ name, schema }: Parameter): fc.Arbitrary<Planned> => {
  if (isOpaque(name)) return earlier
  const given = validValue(schema).map((value): Planned => ({ given: value }))
  return comesFromAnswers(name)
    ? fc.oneof({ weight: 3, arbitrary: earlier }, { weight: 1, arbitrary: given })
    : given
}

const parameters = (operation: Operation, place: Place) => {
  const here = operation.parameters.filter((one) => one.place === place)
  return fc.record(Object.fromEntries(here.map((one) => [one.name, parameter(one)])), {
    requiredKeys: here.filter(({ isRequired }) => isRequired).map(({ name }) => name),
    noNullPrototype: true,
  })
}

const planned = (record: Readonly<Record<string, Planned | undefined>>): Readonly<Record<string, Planned>> =>
  Object.fromEntries(
    Object.entries(record).flatMap(([name, value]): [string, Planned][] =>
      value === undefined ? [] : [[name, value]],
    ),
  )

const body = ({ body: documented }: Operation): fc.Arbitrary<unknown> => {
  if (documented === null) return fc.constant(undefined)
  const value = validValue(documented.schema)
  return documented.isRequired ? value : fc.option(value, { nil: undefined })
}

const hasId = (schema: Json | undefined): boolean => 'id' in json(schema?.properties)

/** Requests of an operation that its document allows. */
export const validRequests = (operation: Operation): fc.Arbitrary<PlannedRequest> => {
  const sometimes = hasId(operation.body?.schema)
    ? fc.option(fc.nat({ max: 50 }), { nil: null, freq: 3 })
    : fc.constant(null)
  return fc
    .record({
      path: parameters(operation, 'path'),
      query: parameters(operation, 'query'),
      header: parameters(operation, 'header'),
      body: body(operation),
      bodyId: sometimes,
      repeats: sometimes,
    })
    .map(({ path, query, header, ...rest }) => ({
      operation,
      path: planned(path),
      query: planned(query),
      header: planned(header),
      ...rest,
    }))
}
