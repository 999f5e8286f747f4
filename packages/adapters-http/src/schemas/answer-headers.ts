const header = (pattern: string, description: string) => ({ type: 'string', pattern, description })

const answerHeaders = {
  ETag: header(
    '^"[1-9][0-9]*"$',
    'The task’s `version` in quotes, like `"12"`, for `If-Match` and `If-None-Match`.',
  ),
  Location: header('^/api/tasks/[0-9a-f-]{36}$', 'The address of the task.'),
  'Retry-After': header('^[1-9][0-9]*$', 'In how many seconds to try again.'),
  'WWW-Authenticate': header('^Bearer$', '`Bearer`.'),
} as const

/** A header that an answer of ours can have. */
export type AnswerHeader = keyof typeof answerHeaders

/** The `headers` of a response schema; absent where there are none. */
export const withHeaders = (...names: readonly AnswerHeader[]) =>
  names.length === 0 ? {} : { headers: Object.fromEntries(names.map((name) => [name, answerHeaders[name]])) }
