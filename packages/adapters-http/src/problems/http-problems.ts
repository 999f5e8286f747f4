import type { FieldError, HttpProblem } from './http-problem.js'

/** How many wrong fields one answer names; a body can hold thousands. */
const namedErrors = 50

export const malformedRequest = (detail: string): HttpProblem => ({
  status: 400,
  code: 'MALFORMED_REQUEST',
  title: 'Malformed request',
  detail,
})

/** One constant answer, whatever was wrong with the token. */
export const unauthorized: HttpProblem = {
  status: 401,
  code: 'UNAUTHORIZED',
  title: 'Sign in to use this',
  headers: { 'www-authenticate': 'Bearer' },
}

/** The second face: the address names somebody else than the token does, whoever that is and whether there is such a user. */
export const foreignPath: HttpProblem = {
  status: 403,
  code: 'FOREIGN_PATH',
  title: 'The user id in the address is not yours',
}

export const routeNotFound: HttpProblem = {
  status: 404,
  code: 'ROUTE_NOT_FOUND',
  title: 'There is nothing here',
}

export const methodNotAllowed = (allowed: readonly string[]): HttpProblem => ({
  status: 405,
  code: 'METHOD_NOT_ALLOWED',
  title: 'This address does not answer that method',
  headers: { allow: allowed.join(', ') },
})

export const bodyTooLarge: HttpProblem = {
  status: 413,
  code: 'BODY_TOO_LARGE',
  title: 'The request body is larger than 64 KiB',
}

export const unsupportedMediaType: HttpProblem = {
  status: 415,
  code: 'UNSUPPORTED_MEDIA_TYPE',
  title: 'Send JSON: Content-Type application/json, in UTF-8, without Content-Encoding',
}

export const requestTimeout: HttpProblem = {
  status: 408,
  code: 'REQUEST_TIMEOUT',
  title: 'The request took too long to arrive',
}

export const expectationFailed: HttpProblem = {
  status: 417,
  code: 'EXPECTATION_FAILED',
  title: 'The only Expect here is 100-continue',
}

export const headersTooLarge: HttpProblem = {
  status: 431,
  code: 'HEADERS_TOO_LARGE',
  title: 'The request headers are too large',
}

/** `errors` must not be empty. */
export const invalidRequest = (errors: readonly FieldError[]): HttpProblem => {
  const named = errors.slice(0, namedErrors)
  return {
    status: 422,
    code: 'INVALID_REQUEST',
    title: 'The request is not valid',
    detail: [...new Set(named.map(({ message }) => message))].slice(0, 5).join(' '),
    errors: named,
  }
}

/** The caller has sent more than it may in this minute. */
export const tooManyRequests = (retryAfterSeconds: number): HttpProblem => ({
  status: 429,
  code: 'TOO_MANY_REQUESTS',
  title: 'Too many requests; wait a little',
  headers: { 'retry-after': retryAfterSeconds.toString() },
})

export const internalError: HttpProblem = {
  status: 500,
  code: 'INTERNAL_ERROR',
  title: 'Something went wrong on our side',
}

/** Beside `serviceUnavailable`, which promises that nothing was done. */
export const outcomeUnknown = (retryAfterSeconds: number): HttpProblem => ({
  status: 503,
  code: 'OUTCOME_UNKNOWN',
  title: 'The connection to the database broke: this may have been done or not; look, or send it again',
  headers: { 'retry-after': retryAfterSeconds.toString() },
})

export const serviceUnavailable = (retryAfterSeconds: number): HttpProblem => ({
  status: 503,
  code: 'SERVICE_UNAVAILABLE',
  title: 'The service is busy or restarting; try again shortly',
  headers: { 'retry-after': retryAfterSeconds.toString() },
})
