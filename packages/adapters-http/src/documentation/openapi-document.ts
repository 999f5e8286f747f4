import type { FastifyInstance } from 'fastify'
import { domainRules, isDomainRuleName } from '../validation/domain-rules.js'

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const documented = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(documented)
  return isObject(value) ? documentedObject(value) : value
}

const documentedObject = ({
  domainRule,
  documented: told,
  ...rest
}: Readonly<Record<string, unknown>>): Record<string, unknown> => ({
  ...Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, documented(value)])),
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
