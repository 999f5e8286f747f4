import type { FastifyReply } from 'fastify'
import type { HttpProblem } from './http-problem.js'

/** The body of a refusal or a fault (RFC 9457), with the members that the frontends read beside it. */
export const problemBody = (problem: HttpProblem, requestId: string) => {
  const { status, code, title, detail = title, errors, current } = problem
  const type = `urn:taskport:problem:${code.toLowerCase().replaceAll('_', '-')}`
  return {
    success: false,
    error: detail,
    detail,
    message: detail,
    type,
    title,
    status,
    code,
    requestId,
    ...(errors === undefined ? {} : { errors }),
    ...(current === undefined ? {} : { current }),
  } as const
}

/** Answers a problem, on any route or none. */
export const sendProblem = (reply: FastifyReply, problem: HttpProblem): FastifyReply =>
  reply
    .code(problem.status)
    .headers(problem.headers ?? {})
    .type('application/problem+json')
    .send(problemBody(problem, reply.request.id))
