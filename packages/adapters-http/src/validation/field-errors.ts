import type { FastifySchemaValidationError } from 'fastify'
import type { FieldError } from '../problems/http-problem.js'
import { pointerTo } from './json-pointer.js'
import { quotedName } from './quoted-name.js'

const typeNames: Readonly<Record<string, string>> = {
  string: 'a text',
  null: 'null',
  integer: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
}

const parameter = (error: FastifySchemaValidationError, name: string): string => {
  const value = error.params[name]
  return Array.isArray(value) ? value.join(' or ') : String(value)
}

/** What Ajv found wrong, in our words. `kind` is what the place is called: a field, or a query parameter. */
const fieldError = (error: FastifySchemaValidationError, kind: string): FieldError => {
  const pointer = error.instancePath
  const name = pointer.slice(1)
  switch (error.keyword) {
    case 'required': {
      const missing = parameter(error, 'missingProperty')
      return {
        pointer: pointer + pointerTo(missing),
        code: 'REQUIRED',
        message: `The ${missing} is required.`,
      }
    }
    case 'additionalProperties': {
      const unknown = parameter(error, 'additionalProperty')
      const message = `There is no ${kind} named ${quotedName(unknown)}.`
      return { pointer: pointer + pointerTo(unknown), code: 'UNKNOWN_FIELD', message }
    }
    case 'type': {
      if (pointer === '') {
        return { pointer, code: 'REQUIRED', message: 'The request needs a JSON object as its body.' }
      }
      const types = [error.params.type].flat().map((type) => typeNames[String(type)] ?? String(type))
      return {
        pointer,
        code: 'WRONG_TYPE',
        message: `The ${name} must be ${kind === 'field' ? '' : 'given once, as '}${types.join(' or ')}.`,
      }
    }
    case 'enum':
      return {
        pointer,
        code: 'NOT_ALLOWED',
        message: `The ${name} must be ${parameter(error, 'allowedValues')}.`,
      }
    case 'minimum':
      return {
        pointer,
        code: 'OUT_OF_RANGE',
        message: `The ${name} must be at least ${parameter(error, 'limit')}.`,
      }
    case 'maximum':
      return {
        pointer,
        code: 'OUT_OF_RANGE',
        message: `The ${name} must be at most ${parameter(error, 'limit')}.`,
      }
    case 'domainRule':
      return { pointer, code: parameter(error, 'code'), message: error.message ?? '' }
    default:
      return { pointer, code: 'NOT_ALLOWED', message: `The ${name} is not valid.` }
  }
}

/** What is no text at all is none of the texts to choose from either: it is wrong once. */
const isSaidAlready = (
  error: FastifySchemaValidationError,
  errors: readonly FastifySchemaValidationError[],
) =>
  error.keyword === 'enum' &&
  errors.some(({ keyword, instancePath }) => keyword === 'type' && instancePath === error.instancePath)

/** All that is wrong with one part of a request. */
export const fieldErrors = (
  errors: readonly FastifySchemaValidationError[],
  part: string | undefined,
): FieldError[] =>
  errors
    .filter((error) => !isSaidAlready(error, errors))
    .map((error) => fieldError(error, part === 'querystring' ? 'query parameter' : 'field'))
