import { Ajv, type SchemaValidateFunction } from 'ajv'
import type { FastifySchemaCompiler } from 'fastify'
import { domainRules, isDomainRuleName } from './domain-rules.js'

const checkDomainRule: SchemaValidateFunction = (rule: unknown, text: unknown, _parent, context) => {
  const name = String(context?.parentDataProperty)
  const wrong =
    isDomainRuleName(rule) && typeof text === 'string' ? domainRules[rule].check(text, name) : null
  if (wrong === null) return true
  checkDomainRule.errors = [{ keyword: 'domainRule', params: { code: wrong.code }, message: wrong.message }]
  return false
}

/** Every error is wanted, nothing is coerced, dropped or filled in; formats are documentation. */
const createAjv = () => {
  const ajv = new Ajv({
    allErrors: true,
    coerceTypes: false,
    removeAdditional: false,
    useDefaults: false,
    strict: false,
    validateFormats: false,
  })
  return ajv.addKeyword({ keyword: 'domainRule', type: 'string', errors: true, validate: checkDomainRule })
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

const isPlainInteger = (value: unknown): value is string =>
  typeof value === 'string' && /^(0|[1-9]\d{0,14})$/.test(value)

/** A query string is all text: what the schema wants as an integer, and is written as one, becomes one. */
const readIntegers = (schema: unknown, query: unknown): unknown => {
  if (!isObject(schema) || !isObject(schema.properties) || !isObject(query)) return query
  const read: Record<string, unknown> = Object.assign(Object.create(null), query)
  for (const [name, property] of Object.entries(schema.properties)) {
    const value = query[name]
    if (isObject(property) && property.type === 'integer' && isPlainInteger(value)) read[name] = Number(value)
  }
  return read
}

/** Makes the validators of one server from the routes' schemas. */
export const validatorCompiler = (): FastifySchemaCompiler<object> => {
  const ajv = createAjv()
  return ({ schema, httpPart }) => {
    const validate = ajv.compile(schema)
    return (data: unknown) => {
      const value = httpPart === 'querystring' ? readIntegers(schema, data) : data
      return validate(value) ? { value } : { error: validate.errors ?? [] }
    }
  }
}
