import { after, test } from 'node:test'
import { openRawStage, rawCases, rawRequests } from './support/raw-stage.js'
import { tokenOf } from './support/tokens.js'

const stage = await openRawStage()
after(() => stage[Symbol.asyncDispose]())
const { get } = rawRequests(stage.headers)

const withoutHost = `Authorization: Bearer ${tokenOf('alice')}\r\nConnection: close\r\n`
const lines = (names: readonly string[], line: (name: string) => string): Readonly<Record<string, string>> =>
  Object.fromEntries(names.map((name) => [JSON.stringify(name), get('', line(name))]))
const methods = (...names: readonly string[]) => lines(names, (name) => `${name} /api/tasks HTTP/1.1`)
const targets = (...names: readonly string[]) => lines(names, (name) => `GET ${name} HTTP/1.1`)
const versions = (...names: readonly string[]) => lines(names, (name) => `GET /api/tasks ${name}`)

const headers = [
  ...rawCases([400], {
    'line feeds alone': get().replaceAll('\r\n', '\n'),
    'carriage returns alone': get().replaceAll('\r\n', '\r'),
    'a line feed alone behind the first line': get().replace('\r\n', '\n'),
    'a line feed alone behind a header': get('X: y\nZ: z\r\n'),
    'a line feed alone at the end': `${get().slice(0, -2)}\n`,
    'a carriage return in a value': get('X: a\rb\r\n'),
    'a folded line': get('X: a\r\n b\r\n'),
    'a folded line, by a tab': get('X: a\r\n\tb\r\n'),
    'NUL in a value': get('X: a\0b\r\n'),
    'NUL in a name': get('X\0Y: y\r\n'),
    'a control character in a value': get('X: a\x01b\r\n'),
    'a control character in a name': get('X\x01: y\r\n'),
    'a delete character': get('X: a\x7fb\r\n'),
    'a space in a name': get('X Y: y\r\n'),
    'a letter outside ASCII in a name': get('X\xff: y\r\n'),
    'parentheses in a name': get('X(y): y\r\n'),
    'a space before the colon': get('X : y\r\n'),
    'a tab before the colon': get('X\t: y\r\n'),
    'no colon': get('X y\r\n'),
    'no name': get(': y\r\n'),
    'space before the first header': get().replace('\r\n', '\r\n '),
    'no Host': `GET /api/tasks HTTP/1.1\r\n${withoutHost}\r\n`,
    'two Hosts': get('Host: example.com\r\n'),
    'two equal Hosts': get('HOST: localhost\r\n'),
    'a Host that is a URL': `GET /api/tasks HTTP/1.1\r\nHost: http://x/y\r\n${withoutHost}\r\n`,
  }),
  ...rawCases([431], {
    '3,000 headers': get(Array.from({ length: 3_000 }, (_, index) => `X${index}: y\r\n`).join('')),
    '3,000 headers of nothing': get('a:\r\n'.repeat(3_000)),
    '3,000 headers in front of the token': `GET /api/tasks HTTP/1.1\r\nHost: x\r\n${'a:\r\n'.repeat(3_000)}${withoutHost}\r\n`,
    'a header of 20 kB': get(`X: ${'y'.repeat(20_000)}\r\n`),
    'a header of 200 kB': get(`X: ${'y'.repeat(200_000)}\r\n`),
    'a name of 20 kB': get(`${'y'.repeat(20_000)}: x\r\n`),
    'a header without an end': `GET /api/tasks HTTP/1.1\r\nX: ${'y'.repeat(20_000)}`,
  }),
  ...rawCases([200], {
    'bytes outside ASCII in a value': get('X: \xff\xfe\r\n'),
    'an empty value': get('X:\r\nY:   \r\n'),
    'an empty Host': `GET /api/tasks HTTP/1.1\r\nHost:\r\n${withoutHost}\r\n`,
    'another Host': `GET /api/tasks HTTP/1.1\r\nHost: evil.example\r\n${withoutHost}\r\n`,
    'the wish for another method': get('X-HTTP-Method-Override: DELETE\r\nX-Method: DELETE\r\n'),
    'the wish for another path': get('X-Original-URL: /metrics\r\nX-Rewrite-URL: /metrics\r\n'),
    'a Connection that names the token': get('Connection: Authorization\r\n'),
    'an Upgrade to WebSocket': get(
      'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n',
    ),
    'an Upgrade to h2c': get(
      'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n',
    ),
  }),
]

const methodLines = [
  ...rawCases(
    [400],
    methods('', 'get', 'Get', 'FOO', 'TRACK', 'GETT', 'GE T', 'GET\t', 'G\0T', 'G\xffT', 'DESCRIBE'),
  ),
  ...rawCases(
    [405],
    methods('TRACE', 'PURGE', 'PROPFIND', 'QUERY', 'M-SEARCH', 'LINK', 'LOCK', 'DELETE', 'PUT'),
  ),
  ...rawCases([400], { 'a preface of HTTP/2': 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n' }),
]

const versionLines = [
  ...rawCases(
    [400],
    versions(
      'HTTP/0.9',
      'HTTP/1.9',
      'HTTP/1.10',
      'HTTP/2.0',
      'HTTP/3.0',
      'HTTP/9.9',
      'HTTP/1',
      'HTTP/',
      'http/1.1',
      'HTTPS/1.1',
      'ICAP/1.0',
      'HTTP/1.1 x',
      'HTTP/1.1\t',
    ),
  ),
  ...rawCases([400], {
    'HTTP/0.9, as it was': 'GET /api/tasks\r\n\r\n',
    'HTTP/0.9 with headers': get('', 'GET /api/tasks'),
  }),
  ...rawCases([200], {
    ...versions('HTTP/1.0'),
    'HTTP/1.0 without Host': `GET /api/tasks HTTP/1.0\r\n${withoutHost}\r\n`,
  }),
]

const targetLines = [
  ...rawCases(
    [400],
    targets(
      '',
      '?',
      'api/tasks',
      'x:80',
      '\\api\\tasks',
      '/api/t asks',
      '/api/tasks\t',
      '/api/tasks\x01',
      '/api/tasks\x7f',
      '/api/tasks\xff',
      '/api/tasks/\xc3\xa9',
      '/api/tasks/%',
      '/api/tasks/%zz',
      '/api/tasks/%ff',
      '/api/tasks/%c0%af',
      '/api%ff/tasks',
      '/%',
      '/api/tasks?q=%ff',
    ),
  ),
  ...rawCases(
    [404],
    targets(
      '*',
      '/',
      '//',
      '/?',
      '//api/tasks',
      '/api/../api/tasks',
      '/api/%2e%2e/api/tasks',
      '/api%2ftasks',
      '/api/tasks%2f',
      '/api/tasks%00',
      '/api/tasks/%00',
      '/api/tasks/..',
      '/api/tasks/%2e%2e',
      '/api/tasks/..;/',
      '/api/tasks;x=1',
      '/api\\tasks',
      '/API/tasks',
      '/api/Tasks',
      '/api/tasks|',
      '/../../etc/passwd',
      '/docs/../../etc/passwd',
      '/docs/static/../../package.json',
      '/docs/static/%2e%2e/package.json',
      '/docs/static/..%2f..%2fpackage.json',
      `/api/tasks/${'x'.repeat(15_000)}`,
    ),
  ),
  // A path is never shortened: these name users without a name, or by the name of a dot.
  ...rawCases([403], targets('/api//tasks', '/api/./tasks', '/api/%2e/tasks')),
  ...rawCases([422], targets('/api/tasks#x', '/api/tasks?#x', '/api/tasks??', '/api/tasks?limit=5#x')),
  ...rawCases([431], targets(`/api/tasks/${'x'.repeat(17_000)}`, `/api/tasks?q=${'x'.repeat(17_000)}`)),
  ...rawCases([200], {
    ...targets(
      '/api/tasks/',
      '/api/tasks?',
      '/%61pi/tasks',
      'http://localhost/api/tasks',
      'https://evil.example:1/api/tasks',
    ),
    // RFC 9112, section 3: words of the first line may be taken apart at any white space.
    'two spaces in the first line': get('', 'GET  /api/tasks  HTTP/1.1'),
    'empty lines in front': `\r\n\r\n${get()}`,
  }),
  ...rawCases([400], {
    'a first line of spaces': '     \r\n\r\n',
    'a space in front': ` ${get()}`,
    'a line feed in front': `\n\n ${get()}`,
  }),
  ...rawCases([204], { 'OPTIONS *': get('', 'OPTIONS * HTTP/1.1') }),
  ...rawCases([400], {
    CONNECT: get('', 'CONNECT example.com:443 HTTP/1.1'),
    'CONNECT to a path': get('', 'CONNECT /api/tasks HTTP/1.1'),
  }),
]

for (const one of [...headers, ...methodLines, ...versionLines, ...targetLines]) {
  test(`${one.answers}: ${one.name.slice(0, 60)}`, async () => {
    await stage.play(one)
  })
}

test('none of it was a fault of ours', () => stage.assertNoFaults())
