/** What a caller can be told, for programs: upper case with underscores, never changed. The document lists them, so clients know all. */
export const problemCodes = [
  'MALFORMED_REQUEST',
  'UNAUTHORIZED',
  'FOREIGN_PATH',
  'TASK_QUOTA_REACHED',
  'ROUTE_NOT_FOUND',
  'TASK_NOT_FOUND',
  'METHOD_NOT_ALLOWED',
  'REQUEST_TIMEOUT',
  'TASK_ID_TAKEN',
  'TASK_NOT_DELETED',
  'CHANGES_GONE',
  'VERSION_CONFLICT',
  'BODY_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
  'EXPECTATION_FAILED',
  'INVALID_REQUEST',
  'TOO_MANY_REQUESTS',
  'HEADERS_TOO_LARGE',
  'INTERNAL_ERROR',
  'SERVICE_UNAVAILABLE',
  'OUTCOME_UNKNOWN',
] as const

export type ProblemCode = (typeof problemCodes)[number]
