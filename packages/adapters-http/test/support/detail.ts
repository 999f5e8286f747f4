import assert from 'node:assert/strict'

interface Answer {
  readonly statusCode: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: string
}

/** The sentence of an answer of the second face that must be a refusal with this status: `{ "detail": "…" }` and nothing else. */
export const detailIn = ({ statusCode, headers, body }: Answer, status: number): string => {
  assert.equal(statusCode, status, body)
  assert.equal(headers['content-type'], 'application/json; charset=utf-8')
  const { detail, ...others }: Record<string, unknown> = JSON.parse(body)
  assert.deepEqual(others, {})
  assert.ok(typeof detail === 'string')
  assert.match(detail, /\w \w/)
  return detail
}
