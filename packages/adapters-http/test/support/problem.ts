import assert from 'node:assert/strict'

interface Answer {
  readonly statusCode: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: string
}

export interface Problem {
  readonly error: string
  readonly detail: string
  readonly message: string
  readonly type: string
  readonly title: string
  readonly code: string
  readonly requestId: string
  readonly errors?: readonly { readonly pointer: string; readonly code: string; readonly message: string }[]
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The body of an answer that must be a problem, whole in itself, with this status and code. */
export const problemIn = (answer: Answer, status: number, code: string): Problem => {
  assert.equal(answer.statusCode, status, answer.body)
  assert.equal(answer.headers['content-type'], 'application/problem+json; charset=utf-8')
  const problem: Problem & Record<string, unknown> = JSON.parse(answer.body)
  assert.equal(problem.code, code)
  assert.equal(problem.status, status)
  assert.equal(problem.success, false)
  assert.equal(problem.error, problem.detail)
  assert.equal(problem.message, problem.detail)
  assert.notEqual(problem.detail, '')
  assert.equal(problem.type, `urn:taskport:problem:${code.toLowerCase().replaceAll('_', '-')}`)
  assert.match(problem.requestId, uuid)
  return problem
}

/** What a 422 says is wrong, in no order, each like `/title TOO_LONG`. */
export const wrongFields = (answer: Answer): string[] =>
  (problemIn(answer, 422, 'INVALID_REQUEST').errors ?? [])
    .map(({ pointer, code }) => `${pointer} ${code}`)
    .sort()

/** An answer's body without the id of its request, to compare two of them byte by byte. */
export const withoutRequestId = ({ body }: Pick<Answer, 'body'>): string =>
  body.replace(/"requestId":"[^"]*"/, '"requestId":""')
