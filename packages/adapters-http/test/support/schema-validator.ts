import assert from 'node:assert/strict'
import { Ajv } from 'ajv'

const formats = {
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/,
}

/** Asserts of values that they hold to the schema at some place (`#/components/schemas/Task`) of an OpenAPI document. */
export const schemaValidator = (document: Readonly<Record<string, unknown>>, place: string) => {
  const ajv = new Ajv({ strict: false, allErrors: true, formats })
  ajv.addSchema({ ...document }, 'document')
  const validate = ajv.compile({ $ref: `document${place}` })
  return (value: unknown): void => {
    assert.ok(validate(value), `${JSON.stringify(value)}: ${ajv.errorsText(validate.errors)}`)
  }
}
