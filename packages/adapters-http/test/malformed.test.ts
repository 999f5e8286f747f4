import assert from 'node:assert/strict'
import { test } from 'node:test'
import { call } from './support/call.js'
import { answerIn, listen, openConnection } from './support/connection.js'
import { openServer } from './support/open-server.js'
import { problemIn } from './support/problem.js'

const id = '00000000-0000-7000-8000-000000000001'
const kibibytes64 = 64 * 1024

/** A valid body of so many bytes. */
const bodyOf = (bytes: number): string => {
  const body = '{"title":"x"}'
  return body + ' '.repeat(bytes - body.length)
}

const notJson: Readonly<Record<string, string>> = {
  'a word': 'title',
  'a form': 'title=x',
  'an open object': '{"title":"x"',
  'a trailing comma': '{"title":"x",}',
  'single quotes': "{'title':'x'}",
  'a comment': '{"title":"x"/**/}',
  'two objects': '{"title":"x"}{"title":"y"}',
  NaN: '{"title":NaN}',
  'a control character in a text': '{"title":"a\u0001"}',
  'a bad escape': '{"title":"\\x41"}',
  'half of an escape': '{"title":"\\ud8"}',
  'space alone': ' \n',
  'no-break space around it': '\u00A0{"title":"x"}',
  'a byte order mark': '\uFEFF{"title":"x"}',
  '3,000 open brackets': '['.repeat(3_000),
}

for (const [name, body] of Object.entries(notJson)) {
  test(`a body that is not JSON is refused: ${name}`, async () => {
    const app = await openServer()
    for (const request of ['POST /api/tasks', `PUT /api/tasks/${id}`, `PATCH /api/tasks/${id}`]) {
      const { detail } = problemIn(await call(app, request, { body }), 400, 'MALFORMED_REQUEST')
      assert.equal(detail, 'The request body is not JSON.')
    }
  })
}

const notUtf8: Readonly<Record<string, readonly number[]>> = {
  'a lone byte': [0xff],
  'a byte of Latin-1': [0xe9],
  'a cut sequence': [0xf0, 0x9f, 0x98],
  'an overlong slash': [0xc0, 0xaf],
  'an encoded surrogate': [0xed, 0xa0, 0xbd],
  'beyond the last character': [0xf4, 0x90, 0x80, 0x80],
}

for (const [name, bytes] of Object.entries(notUtf8)) {
  test(`a body that is not UTF-8 is refused: ${name}`, async () => {
    const app = await openServer()
    const body = Buffer.concat([Buffer.from('{"title":"'), Buffer.from(bytes), Buffer.from('"}')])
    const { detail } = problemIn(await call(app, 'POST /api/tasks', { body }), 400, 'MALFORMED_REQUEST')
    assert.equal(detail, 'The request body is not UTF-8.')
  })
}

test('a body in UTF-16 is refused', async () => {
  const app = await openServer()
  const body = Buffer.from('\uFEFF{"title":"x"}', 'utf16le')
  problemIn(await call(app, 'POST /api/tasks', { body }), 400, 'MALFORMED_REQUEST')
})

const malformedUrls = [
  'GET /api/tasks?limit=%ff',
  'GET /api/tasks?%ff=5',
  'GET /api/tasks?limit=%',
  'GET /api/tasks?limit=5&x=%zz',
  'GET /api/tasks?q=%ED%A0%BD',
  'POST /api/tasks?x=%ff',
  `DELETE /api/tasks/${id}?x=%ff`,
  'GET /api/tasks/%ff',
  'GET /api/tasks/%',
  'GET /api/tasks/%c0%af',
  'DELETE /api/tasks/%ff',
  'GET /api%ff/tasks',
  'GET /%zz',
]

for (const request of malformedUrls) {
  test(`a URL that cannot be decoded is refused: ${request}`, async () => {
    const app = await openServer()
    const { detail } = problemIn(await call(app, request), 400, 'MALFORMED_REQUEST')
    assert.equal(detail, 'The URL is malformed.')
  })
}

test('two Authorization headers are refused, even where they are equal', async (t) => {
  const port = await listen(t, await openServer())
  for (const second of ['Bearer bob', 'Bearer alice', '', 'Basic x']) {
    const connection = await openConnection(t, port)
    connection.send(
      'GET /api/tasks HTTP/1.1\r\nHost: x\r\nConnection: close\r\n' +
        `Authorization: Bearer alice\r\nAUTHORIZATION: ${second}\r\n\r\n`,
    )
    const { detail } = problemIn(answerIn(await connection.ended()), 400, 'MALFORMED_REQUEST')
    assert.equal(detail, 'Send one Authorization header.')
  }
})

test('a body of 64 KiB is read, and one byte more is refused', async () => {
  const app = await openServer()
  assert.equal((await call(app, 'POST /api/tasks', { body: bodyOf(kibibytes64) })).statusCode, 201)
  const tooLarge = await call(app, 'POST /api/tasks', { body: bodyOf(kibibytes64 + 1) })
  problemIn(tooLarge, 413, 'BODY_TOO_LARGE')
})

test('the same limit holds over a socket, with a length and in chunks, and the answer arrives', async (t) => {
  const port = await listen(t, await openServer())
  const head =
    'POST /api/tasks HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer alice\r\nConnection: close\r\n' +
    'Content-Type: application/json\r\n'
  const framings = {
    'with a length': (body: string) => `Content-Length: ${body.length}\r\n\r\n${body}`,
    'in chunks': (body: string) => {
      const chunks = (body.match(/[\s\S]{1,10000}/g) ?? []).map(
        (chunk) => `${chunk.length.toString(16)}\r\n${chunk}\r\n`,
      )
      return `Transfer-Encoding: chunked\r\n\r\n${chunks.join('')}0\r\n\r\n`
    },
  }
  for (const [name, framed] of Object.entries(framings)) {
    await t.test(name, async () => {
      const passes = await openConnection(t, port)
      passes.send(head + framed(bodyOf(kibibytes64)))
      assert.equal(answerIn(await passes.ended()).statusCode, 201)
      const fails = await openConnection(t, port)
      fails.send(head + framed(bodyOf(kibibytes64 + 1)))
      problemIn(answerIn(await fails.ended()), 413, 'BODY_TOO_LARGE')
    })
  }
  const announced = await openConnection(t, port)
  announced.send(`${head}Content-Length: 1000000000000\r\n\r\n`)
  problemIn(answerIn(await announced.ended()), 413, 'BODY_TOO_LARGE')
})
