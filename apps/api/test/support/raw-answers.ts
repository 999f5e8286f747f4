/** One answer as it came over the wire, a byte a character (Latin-1). */
export interface RawAnswer {
  readonly status: number
  /** The status line and the header lines, as they stand there. */
  readonly lines: readonly string[]
  /** The values of the headers by their names in small letters. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Status codes whose answers have no body, whatever their headers say (RFC 9112, 6.3). */
const isBodiless = (status: number): boolean => status < 200 || status === 204 || status === 304

const statusLine = /^HTTP\/1\.1 ([1-5]\d\d) [\x20-\x7e]+$/
const headerLine = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([\t\x20-\x7e\x80-\xff]*)$/

const headIn = (bytes: string): Omit<RawAnswer, 'body'> & { readonly length: number } => {
  const end = bytes.indexOf('\r\n\r\n')
  if (end === -1) throw new Error(`An answer without an end of its headers: ${JSON.stringify(bytes)}`)
  const lines = bytes.slice(0, end).split('\r\n')
  const status = Number(statusLine.exec(lines[0] ?? '')?.[1])
  if (Number.isNaN(status)) throw new Error(`No status line: ${JSON.stringify(lines[0])}`)
  const headers: Record<string, string> = {}
  for (const line of lines.slice(1)) {
    const [, name, value] = headerLine.exec(line) ?? []
    if (name === undefined || value === undefined) throw new Error(`No header: ${JSON.stringify(line)}`)
    headers[name.toLowerCase()] = value
  }
  return { status, lines, headers, length: end + 4 }
}

/**
 * All that a connection received, as answers one behind the other, strictly by their Content-Length.
 * @param toHead whether the first one answers HEAD, and so has no body
 * @throws {Error} when there is a byte that belongs to none, or one is missing
 */
export const answersIn = (bytes: string, { toHead = false } = {}): readonly RawAnswer[] => {
  const answers: RawAnswer[] = []
  let rest = bytes
  while (rest !== '') {
    const { length, ...head } = headIn(rest)
    const isFirst = answers.every(({ status }) => status < 200)
    const bodyLength =
      isBodiless(head.status) || (toHead && isFirst) ? 0 : Number(head.headers['content-length'])
    const body = rest.slice(length, length + bodyLength)
    if (body.length !== bodyLength) throw new Error(`Not all of an answer: ${JSON.stringify(rest)}`)
    answers.push({ ...head, body })
    rest = rest.slice(length + bodyLength)
  }
  return answers
}
