import type { IfVersions } from '@taskport/domain'
import type { FastifyRequest } from 'fastify'
import { HttpProblemError } from '../problems/http-problem.js'
import { malformedRequest } from '../problems/http-problems.js'
import { type EntityTag, parseEntityTags } from './entity-tags.js'

const headerNames = { 'if-match': 'If-Match', 'if-none-match': 'If-None-Match' } as const

const tagsOf = (
  { headers }: FastifyRequest,
  name: keyof typeof headerNames,
): '*' | readonly EntityTag[] | undefined => {
  const header = headers[name]
  if (header === undefined) return undefined
  const tags = parseEntityTags(header)
  if (tags !== null) return tags
  throw new HttpProblemError(
    malformedRequest(`${headerNames[name]} must be * or a list of entity tags like "12".`),
  )
}

/** @throws {HttpProblemError} 400 when the header is there */
const refuse = ({ headers }: FastifyRequest, name: keyof typeof headerNames, advice: string): void => {
  if (headers[name] === undefined) return
  throw new HttpProblemError(malformedRequest(`${headerNames[name]} is not for this request: ${advice}`))
}

const version = /^[1-9]\d{0,14}$/

/**
 * The versions that `If-Match` allows (RFC 9110, section 13.1.1): weak tags and those that no version has match nothing; `*`,
 * like no header at all, allows any.
 * @throws {HttpProblemError} 400 when the header is malformed, or `If-None-Match` stands beside a change
 */
export const ifMatch = (request: FastifyRequest): IfVersions => {
  refuse(request, 'if-none-match', 'for a change, use If-Match.')
  const tags = tagsOf(request, 'if-match')
  if (tags === undefined || tags === '*') return undefined
  return tags
    .filter(({ isWeak, opaque }) => !isWeak && version.test(opaque))
    .map(({ opaque }) => Number(opaque))
}

/**
 * Whether `If-None-Match` says that the caller has this version already (RFC 9110, section 13.1.2).
 * @throws {HttpProblemError} 400 when the header is malformed, or `If-Match` stands beside a read
 */
export const hasAlready = (request: FastifyRequest, current: number): boolean => {
  refuse(request, 'if-match', 'for reading, use If-None-Match.')
  const tags = tagsOf(request, 'if-none-match')
  if (tags === undefined) return false
  return tags === '*' || tags.some(({ opaque }) => opaque === current.toString())
}

/** Lets no creation through that hopes for a condition. @throws {HttpProblemError} 400 when it names one */
export const refuseConditions = (request: FastifyRequest): void => {
  refuse(request, 'if-match', 'to create a task at most once, choose an id.')
  refuse(request, 'if-none-match', 'to create a task at most once, choose an id.')
}
