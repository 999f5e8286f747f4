import fc from 'fast-check'
import { type Json, json, list, number } from './json.js'
import { validText } from './valid-text.js'

/** The types that a schema allows; it must name them, or say them by `enum` or `const`. */
export const typesOf = ({ type }: Json): readonly string[] => [type].flat().map(String)

/** Keywords that this file obeys, and those that restrict nothing. Any other would be ignored in silence. */
const known = new Set([
  ...['type', 'enum', 'const', 'anyOf', 'oneOf'],
  ...['properties', 'required', 'additionalProperties', 'items', 'minItems', 'maxItems'],
  ...['minimum', 'maximum', 'minLength', 'maxLength', 'pattern', 'format'],
  ...['title', 'description', 'default', 'examples', 'example', 'deprecated', 'readOnly', 'writeOnly'],
])

const validObject = (schema: Json): fc.Arbitrary<Json> => {
  const required = list(schema.required).map(String)
  const members = Object.entries(json(schema.properties)).map(([name, member]) => [
    name,
    validValue(json(member)),
  ])
  return fc.record(Object.fromEntries(members), {
    requiredKeys: required,
    noNullPrototype: true,
  })
}

const ofType = (type: string, schema: Json): fc.Arbitrary<unknown> => {
  switch (type) {
    case 'string':
      return validText(schema)
    case 'integer': {
      const min = number(schema.minimum) ?? -1_000_000
      const max = number(schema.maximum) ?? 1_000_000
      return fc.oneof(fc.integer({ min, max }), fc.constantFrom(min, max))
    }
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array':
      return fc.array(validValue(json(schema.items)), {
        minLength: number(schema.minItems) ?? 0,
        maxLength: number(schema.maxItems) ?? 5,
      })
    case 'object':
      return validObject(schema)
    default:
      throw new Error(`Say in ${import.meta.filename} what the type ${type} allows`)
  }
}

const made = new WeakMap<Json, fc.Arbitrary<unknown>>()

/**
 * Values that a schema of an OpenAPI document allows, its edges among them. No library does this for fast-check that is kept up; a
 * keyword that is not known here is an error, so that no schema is half obeyed.
 */
export const validValue = (schema: Json): fc.Arbitrary<unknown> => {
  const before = made.get(schema)
  if (before !== undefined) return before
  const values = makeValues(schema)
  made.set(schema, values)
  return values
}

const makeValues = (schema: Json): fc.Arbitrary<unknown> => {
  const unknown = Object.keys(schema).filter((keyword) => !known.has(keyword))
  if (unknown.length > 0) throw new Error(`Say in ${import.meta.filename} what ${unknown.join(', ')} allows`)
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum !== undefined) return fc.constantFrom(...list(schema.enum))
  const choices = list(schema.anyOf ?? schema.oneOf)
  if (choices.length > 0) return fc.oneof(...choices.map((choice) => validValue(json(choice))))
  return fc.oneof(...typesOf(schema).map((type) => ofType(type, schema)))
}
