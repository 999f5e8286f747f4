import assert from 'node:assert/strict'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import type { Answer } from '../call.js'
import type { Json } from './json.js'
import type { Operation } from './operations.js'

const ajv = new Ajv2020({
  strict: true,
  strictTypes: false,
  allErrors: true,
  formats: {
    uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
    'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/,
  },
})
ajv.addVocabulary(['example'])

const compiled = new WeakMap<Json, ValidateFunction>()

const validatorOf = (schema: Json): ValidateFunction => {
  const known = compiled.get(schema)
  if (known !== undefined) return known
  const validate = ajv.compile(schema)
  compiled.set(schema, validate)
  return validate
}

const assertHolds = (value: unknown, schema: Json, what: string): void => {
  const validate = validatorOf(schema)
  if (!validate(value))
    assert.fail(`${what} does not hold to the document: ${ajv.errorsText(validate.errors)}`)
}

/** Headers that answers have only where the document says so. */
const toldHeaders = ['etag', 'location', 'retry-after', 'www-authenticate', 'allow']

/** Asserts that the document knows an answer of this operation: its status, its body to the last member, and its headers. */
export const checkAnswer = (operation: Operation, { status, headers, body, text }: Answer): void => {
  const documented = operation.answers.get(status)
  assert.ok(documented, `The document knows no ${status} of ${operation.name}`)
  assert.ok(status < 500, `${status} is a fault`)
  if (documented.body === null) {
    assert.equal(text, '', `A ${status} has no body`)
  } else {
    const type = String(headers['content-type']).split(';')[0]
    assert.equal(type, documented.body.mediaType, 'The media type is another')
    assertHolds(body, documented.body.schema, 'The body')
  }
  for (const [name, schema] of documented.headers) {
    assert.notEqual(headers[name], undefined, `The header ${name} is promised and missing`)
    assertHolds(headers[name], schema, `The header ${name}`)
  }
  const unheard = toldHeaders.filter((name) => headers[name] !== undefined && !documented.headers.has(name))
  assert.deepEqual(unheard, [], `The document knows no such header of a ${status}`)
}
