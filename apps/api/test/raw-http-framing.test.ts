import { after, test } from 'node:test'
import { openRawStage, rawCases, rawRequests } from './support/raw-stage.js'

const stage = await openRawStage()
after(() => stage[Symbol.asyncDispose]())
const { body, get, post, sound } = rawRequests(stage.headers)

const length = `Content-Length: ${body.length}\r\n`
const chunked = 'Transfer-Encoding: chunked\r\n'
const size = body.length.toString(16)
const chunks = `${size}\r\n${body}\r\n0\r\n\r\n`
const framedAs = (values: readonly string[], name: string, sent: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    values.map((value) => [`${name}: ${JSON.stringify(value)}`, post(`${name}: ${value}\r\n`, sent)]),
  )
const byBytes = (extension: string): string =>
  `${[...body].map((byte) => `1${extension}\r\n${byte}\r\n`).join('')}0\r\n\r\n`

/** Each carries a whole second request where another server may see the end of the first. */
const smuggled = rawCases([400], {
  'a length of nothing, and chunks': post(`Content-Length: 0\r\n${chunked}`, `${chunks}${sound}`),
  'a length, and chunks that end before': post(
    `Content-Length: ${5 + sound.length}\r\n${chunked}`,
    `0\r\n\r\n${sound}`,
  ),
  'chunks, and a length': post(`${chunked}Content-Length: 5\r\n`, `0\r\n\r\n${sound}`),
  'chunks by a name with a space, and a length': post(
    `Content-Length: 5\r\nTransfer-Encoding : chunked\r\n`,
    `0\r\n\r\n${sound}`,
  ),
  'chunks on a folded line, and a length': post(
    `Content-Length: 5\r\nX: y\r\n ${chunked}`,
    `0\r\n\r\n${sound}`,
  ),
  'chunks behind a bare carriage return, and a length': post(
    `Content-Length: 5\r\nX: y\r${chunked}`,
    `0\r\n\r\n${sound}`,
  ),
  'chunks behind a bare line feed, and a length': post(
    `Content-Length: 5\r\nX: y\n${chunked}`,
    `0\r\n\r\n${sound}`,
  ),
  'chunks behind a NUL, and a length': post(`Content-Length: 5\r\nX\0${chunked}`, `0\r\n\r\n${sound}`),
  'two lengths, the second shorter': post(`${length}Content-Length: 0\r\n`, `${body}${sound}`),
  'two lengths, the first shorter': post(`Content-Length: 0\r\n${length}`, `${body}${sound}`),
  'a chunk whose extension ends by a line feed': post(chunked, `0;x\n\r\n${sound}`),
  'a last chunk with a wrong end': post(chunked, `0\r\nX${sound}`),
  'a GET with two lengths': get(`Content-Length: 0\r\nContent-Length: ${sound.length}\r\n`) + sound,
  'a GET with a length and chunks': `${get(`Content-Length: 0\r\n${chunked}`)}0\r\n\r\n${sound}`,
})

const lengths = rawCases([400], {
  'two equal lengths': post(`${length}${length}`),
  ...framedAs(
    [
      '',
      '+33',
      '-1',
      '-33',
      '0x21',
      '33.0',
      '3.3e1',
      '33,33',
      '33, 33',
      '33,5',
      '33 33',
      '33;',
      'abc',
      '\x0b33',
    ],
    'Content-Length',
    body,
  ),
  ...framedAs(['18446744073709551649', '9'.repeat(40)], 'Content-Length', body),
  'a space before the colon': post(`Content-Length : ${body.length}\r\n`),
  'a length, and none of HTTP/1.1': post(`${length}${length}`, body, 'POST /api/tasks HTTP/1.0'),
})

const codings = rawCases([400], {
  'chunked twice': post(`${chunked}${chunked}`, chunks),
  ...framedAs(
    [
      '',
      'identity',
      'xchunked',
      'chunkedx',
      'chunked, identity',
      'identity, chunked',
      'gzip, chunked',
      'chunked, chunked',
      'chunked;q=1',
      '"chunked"',
      'chunked\x0b',
      '\x0bchunked',
      'chunked\0',
      'chun ked',
      'cow',
      ', chunked',
    ],
    'Transfer-Encoding',
    chunks,
  ),
  'chunks in HTTP/1.0': post(chunked, chunks, 'POST /api/tasks HTTP/1.0'),
  'a folded line': post('Transfer-Encoding:\r\n chunked\r\n', chunks),
})

const badChunks = rawCases([400], {
  'a space in front of the size': post(chunked, ` ${chunks}`),
  'a space behind the size': post(chunked, `${size} \r\n${body}\r\n0\r\n\r\n`),
  'a size below zero': post(chunked, `-${chunks}`),
  'a size with 0x': post(chunked, `0x${chunks}`),
  'a size with a plus': post(chunked, `+${chunks}`),
  'no size': post(chunked, `\r\n${body}\r\n0\r\n\r\n`),
  'a size that is none': post(chunked, `zz\r\n${body}\r\n0\r\n\r\n`),
  'a size beyond every number': post(chunked, `ffffffffffffffffff\r\n${body}\r\n0\r\n\r\n`),
  'a size of one too few': post(chunked, `${(body.length - 1).toString(16)}\r\n${body}\r\n0\r\n\r\n`),
  'no line end behind the data': post(chunked, `${size}\r\n${body}0\r\n\r\n`),
  'line feeds alone': post(chunked, `${size}\n${body}\n0\n\n`),
  'an extension of 20,000 letters': post(chunked, `${size};${'a'.repeat(20_000)}\r\n${body}\r\n0\r\n\r\n`),
  'a trailer without a colon': post(chunked, `${size}\r\n${body}\r\n0\r\nX y\r\n\r\n`),
  'a length for a trailer': post(chunked, `${size}\r\n${body}\r\n0\r\nContent-Length: 3\r\n\r\n`),
  'a coding for a trailer': post(chunked, `${size}\r\n${body}\r\n0\r\n${chunked}\r\n`),
})

/** Odd, and what HTTP has it mean is beyond doubt. */
const sounds = rawCases(
  [201],
  {
    'a length': post(length),
    'a length with zeros in front': post(`Content-Length: 00${body.length}\r\n`),
    'a length with space around': post(`Content-Length: \t ${body.length} \t \r\n`),
    'one chunk': post(chunked, chunks),
    'a byte a chunk': post(chunked, byBytes('')),
    'a byte a chunk, with long extensions': post(chunked, byBytes(`;${'a'.repeat(200)}`)),
    'chunked in capitals': post('TRANSFER-ENCODING: CHUNKED\r\n', chunks),
    'a size with zeros in front': post(chunked, `000000000000${chunks}`),
    'a size in capitals': post(chunked, `${size.toUpperCase()}\r\n${body}\r\n0\r\n\r\n`),
    'an extension': post(chunked, `${size};a=b\r\n${body}\r\n0\r\n\r\n`),
    'an extension in quotes': post(chunked, `${size};a="b;c"\r\n${body}\r\n0;x\r\n\r\n`),
    'a trailer': post(`${chunked}Trailer: X\r\n`, `${size}\r\n${body}\r\n0\r\nX: y\r\n\r\n`),
    'a token for a trailer, which is passed over': post(
      chunked,
      `${size}\r\n${body}\r\n0\r\nAuthorization: Bearer x\r\n\r\n`,
    ),
    'a length, in HTTP/1.0': post(length, body, 'POST /api/tasks HTTP/1.0'),
    'a body in two parts': [post(length, body.slice(0, 9)), body.slice(9)],
    'bytes behind a request that is the last': post(length) + sound,
  },
  { creates: 1 },
)

const bodiesUnasked = [
  ...rawCases([200], {
    'a GET with a body': get(length) + body,
    'a GET whose body looks like a request': get(`Content-Length: ${sound.length}\r\n`) + sound,
    'a GET with chunks that look like a request': `${get(chunked)}${sound.length.toString(16)}\r\n${sound}\r\n0\r\n\r\n`,
  }),
  ...rawCases([404], {
    'a DELETE with a body': `${get(`Content-Type: application/json\r\n${length}`, 'DELETE /api/tasks/x HTTP/1.1')}${body}`,
  }),
  ...rawCases([415], {
    'a DELETE whose body looks like a request': `${get(`Content-Length: ${sound.length}\r\n`, 'DELETE /api/tasks/x HTTP/1.1')}${sound}`,
  }),
]

const tooMuch = [
  ...rawCases([413], {
    'a length of a terabyte': post('Content-Length: 1000000000000\r\n', body),
    'a length of 64 KiB and one, and a request behind': post(
      `Content-Length: ${64 * 1024 + 1}\r\n`,
      ' '.repeat(64 * 1024 + 1) + sound,
    ),
    'a chunk of a gigabyte': post(chunked, `40000000\r\n${' '.repeat(70_000)}`),
  }),
  ...rawCases([431], {
    '5,000 trailers': post(chunked, `${size}\r\n${body}\r\n0\r\n${'X: y\r\n'.repeat(5_000)}\r\n`),
  }),
]

for (const one of [
  ...smuggled,
  ...lengths,
  ...codings,
  ...badChunks,
  ...sounds,
  ...bodiesUnasked,
  ...tooMuch,
]) {
  test(`${one.answers}: ${one.name}`, async () => {
    await stage.play(one)
  })
}

test('none of it was a fault of ours', () => stage.assertNoFaults())
