import type { FastifyInstance } from 'fastify'
import { domainRules, isDomainRuleName } from '../validation/domain-rules.js'

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const documented = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(documented)
  return isObject(value) ? documentedObject(value) : value
}

/** A request body whose schema takes null may be left out: that is how no body at all is checked. */
const isOptionalBody = (value: unknown): boolean => {
  if (!isObject(value) || !isObject(value.content)) return false
  const media = value.content['application/json']
  const type = isObject(media) && isObject(media.schema) ? media.schema.type : undefined
  return Array.isArray(type) && type.includes('null')
}

const documentedMember = ([name, value]: readonly [string, unknown]): [string, unknown] => {
  const told = documented(value)
  return [
    name,
    name === 'requestBody' && isObject(told) && isOptionalBody(told) ? { ...told, required: false } : told,
  ]
}

const documentedObject = ({
  domainRule,
  documented: told,
  ...rest
}: Readonly<Record<string, unknown>>): Record<string, unknown> => ({
  ...Object.fromEntries(Object.entries(rest).map(documentedMember)),
  ...(isDomainRuleName(domainRule) ? domainRules[domainRule].documented : {}),
  ...(isObject(told) ? told : {}),
})

/**
 * The OpenAPI 3.1 document of a server that is ready, made from its routes' schemas. Each `domainRule` in them is replaced by
 * the keywords that tell a reader of it. What they hold under `documented` is told too, though no schema checks it: another part of the
 * server does, with words or a status of its own.
 */
export const openapiDocument = (app: FastifyInstance): Record<string, unknown> =>
  documentedObject({ ...app.swagger() })
