/** A body, and what comes of it: for a creation, and for a change where that differs. */
export interface HostileBody {
  readonly bytes: string | Buffer
  readonly created: string
  readonly changed?: string
}

const notJson = '400 MALFORMED_REQUEST'
const tooLarge = '413 BODY_TOO_LARGE'

const refused = (bytes: string | Buffer, outcome: string): HostileBody => ({ bytes, created: outcome })

/** What a creation misses beside, and a change does not. */
const untitled = (bytes: string, ...fields: readonly string[]): HostileBody => ({
  bytes,
  created: `422 ${[...fields, '/title REQUIRED'].sort().join(', ')}`,
  changed: fields.length === 0 ? '200' : `422 ${fields.join(', ')}`,
})

const inBytes = (...parts: readonly (string | readonly number[])[]): Buffer =>
  Buffer.concat(
    parts.map((part) => Buffer.from(typeof part === 'string' ? Buffer.from(part) : Uint8Array.from(part))),
  )

const titled = (...bytes: readonly number[]): Buffer => inBytes('{"title":"a', bytes, 'b"}')

/** Bytes that are not UTF-8, where a character of a title should stand. */
const badBytes: Readonly<Record<string, readonly number[]>> = {
  'a lone continuation': [0x80],
  'the byte FF': [0xff],
  'the byte FE': [0xfe],
  'Latin-1': [0xe9],
  'a sequence cut at its second byte': [0xe2, 0x82],
  'a sequence cut at its third byte': [0xf0, 0x9f, 0x98],
  'an overlong NUL': [0xc0, 0x80],
  'an overlong slash': [0xc0, 0xaf],
  'an overlong quote of three bytes': [0xe0, 0x80, 0xa2],
  'an overlong character of four bytes': [0xf0, 0x82, 0x82, 0xac],
  'half of a pair (WTF-8)': [0xed, 0xa0, 0xbd],
  'a pair in six bytes (CESU-8)': [0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80],
  'beyond the last character': [0xf4, 0x90, 0x80, 0x80],
  'five bytes': [0xf8, 0x88, 0x80, 0x80, 0x80],
}

const kibibytes64 = 64 * 1024
const ofSize = (bytes: number): string => `{"title":"x"}${' '.repeat(bytes - 13)}`

const manyMembers = (count: number): string =>
  `{${Array.from({ length: count }, (_, index) => `"${index.toString(36)}":0`).join(',')}}`

const nested = (levels: number): string =>
  `{"title":"x","description":${'['.repeat(levels)}${']'.repeat(levels)}}`
const nestedObjects = (levels: number): string => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`

/** Values that stand where a text should. */
const notTexts: Readonly<Record<string, string>> = {
  'a number': '5',
  'a number beyond all bounds': '1e400',
  'a number below all bounds': '-1e400',
  'minus nothing': '-0',
  'a whole number with a point': '1.0',
  'a number of forty digits': '1'.repeat(40),
  'a tiny number': '5e-324',
  true: 'true',
  false: 'false',
  'a list': '["x"]',
  'an empty list': '[]',
  'an object': '{"toString":"x"}',
  'an object that calls itself a text': '{"length":1,"0":"x"}',
}

const fields: Readonly<Record<string, string>> = {
  title: '/title WRONG_TYPE',
  description: '/description WRONG_TYPE',
  id: '/id WRONG_TYPE',
}

const wrongTypes = Object.entries({ ...notTexts, null: 'null' }).flatMap(([what, value]) =>
  Object.entries(fields)
    .filter(([name]) => !(name === 'description' && value === 'null'))
    .map(([name, wrong]): [string, HostileBody] => {
      const others = name === 'title' ? '' : '"title":"x",'
      const changed = name === 'id' ? '422 /id UNKNOWN_FIELD' : `422 ${wrong}`
      return [
        `${what} as the ${name}`,
        { bytes: `{${others}"${name}":${value}}`, created: `422 ${wrong}`, changed },
      ]
    }),
)

const names = [
  'userId',
  'user_id',
  'ownerId',
  'version',
  'createdAt',
  'deletedAt',
  'completed',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  '$ref',
  '$where',
  '',
  '\\u0000',
  '\\ud800',
  'tit\\u200Ble',
  'Title',
  'title ',
  'ｔitle',
]

/** The pointer of a name that is written in JSON. */
const pointer = (written: string): string => `/${JSON.parse(`"${written}"`)}`

const unknown = names.map((name): [string, HostileBody] => [
  `a member named "${name}"`,
  refused(`{"title":"x","${name}":{"title":"y","isAdmin":true}}`, `422 ${pointer(name)} UNKNOWN_FIELD`),
])

/** Every body that is refused, by what it is. */
export const hostileBodies: Readonly<Record<string, HostileBody>> = {
  ...Object.fromEntries(
    Object.entries(badBytes).map(([what, bytes]) => [
      `${what} in a title`,
      refused(titled(...bytes), notJson),
    ]),
  ),
  'a bad byte behind the JSON': refused(inBytes('{"title":"x"}', [0xff]), notJson),
  'a byte order mark in front': refused('\uFEFF{"title":"x"}', notJson),
  'UTF-16 with its mark': refused(Buffer.from('\uFEFF{"title":"x"}', 'utf16le'), notJson),
  'UTF-16 without a mark': refused(Buffer.from('{"title":"x"}', 'utf16le'), notJson),
  'UTF-32': refused(inBytes([0, 0, 0, 0x7b, 0, 0, 0, 0x7d]), notJson),
  'U+0000 in a title, as it is': refused('{"title":"a\0b"}', notJson),
  'U+0000 behind the JSON': refused('{"title":"x"}\0', notJson),
  'U+0000 in a title, escaped': refused('{"title":"a\\u0000b"}', '422 /title MALFORMED'),
  'U+0000 in a description, escaped': refused(
    '{"title":"x","description":"\\u0000"}',
    '422 /description MALFORMED',
  ),
  'half of a pair in a title, escaped': refused('{"title":"a\\ud800"}', '422 /title MALFORMED'),
  'the other half in a title, escaped': refused('{"title":"\\uDC00a"}', '422 /title MALFORMED'),
  'a pair the wrong way round': refused('{"title":"\\ude00\\ud83d"}', '422 /title MALFORMED'),
  'half of a pair in a description': refused(
    '{"title":"x","description":"\\uDFFF"}',
    '422 /description MALFORMED',
  ),
  'half of a pair as the status': refused('{"title":"x","status":"\\ud800"}', '422 /status NOT_ALLOWED'),
  'U+0000 behind the status': refused('{"title":"x","status":"pending\\u0000"}', '422 /status NOT_ALLOWED'),
  'a status in capitals': refused('{"title":"x","status":"PENDING"}', '422 /status NOT_ALLOWED'),
  'a status in a list': refused('{"title":"x","status":["pending"]}', '422 /status WRONG_TYPE'),
  'null as the status': refused('{"title":"x","status":null}', '422 /status WRONG_TYPE'),
  ...Object.fromEntries(wrongTypes),
  ...Object.fromEntries(unknown),
  __proto__: refused('{"title":"x","__proto__":{"description":"polluted"}}', '422 /__proto__ UNKNOWN_FIELD'),
  'a title in __proto__': untitled('{"__proto__":{"title":"x"}}', '/__proto__ UNKNOWN_FIELD'),
  '__proto__ by an escape': refused(
    '{"title":"x","__\\u0070roto__":{"polluted":1}}',
    '422 /__proto__ UNKNOWN_FIELD',
  ),
  '__proto__ that is a text': refused('{"title":"x","__proto__":"x"}', '422 /__proto__ UNKNOWN_FIELD'),
  '__proto__ that is null': refused('{"title":"x","__proto__":null}', '422 /__proto__ UNKNOWN_FIELD'),
  'constructor and prototype in one another': refused(
    '{"title":"x","constructor":{"prototype":{"polluted":1}}}',
    '422 /constructor UNKNOWN_FIELD',
  ),
  '__proto__ deep inside': refused(
    '{"title":"x","description":{"a":[{"__proto__":{"polluted":1}}]}}',
    '422 /description WRONG_TYPE',
  ),
  'a title twice': refused('{"title":"a","title":"b"}', '422 /title DUPLICATE_FIELD'),
  'the same title twice': refused('{"title":"a","title":"a"}', '422 /title DUPLICATE_FIELD'),
  'a title twice, once escaped': refused('{"title":"a","\\u0074itle":"b"}', '422 /title DUPLICATE_FIELD'),
  'a title twice, far apart': refused(
    `{"title":"a","description":"${'x'.repeat(999)}","t\\u0069tle":"b"}`,
    '422 /title DUPLICATE_FIELD',
  ),
  'every field twice': refused(
    '{"title":"a","status":"pending","title":"a","status":"pending"}',
    '422 /status DUPLICATE_FIELD, /title DUPLICATE_FIELD',
  ),
  '__proto__ twice': refused('{"title":"x","__proto__":1,"__proto__":2}', '422 /__proto__ DUPLICATE_FIELD'),
  NaN: refused('{"title":NaN}', notJson),
  Infinity: refused('{"title":-Infinity}', notJson),
  undefined: refused('{"title":undefined}', notJson),
  'a hexadecimal number': refused('{"title":0x10}', notJson),
  'a number that begins with 0': refused('{"title":01}', notJson),
  'a number that begins with +': refused('{"title":+1}', notJson),
  'a number that ends with a point': refused('{"title":1.}', notJson),
  'a comma at the end': refused('{"title":"x",}', notJson),
  'a comma too many': refused('{"title":"x",,"status":"pending"}', notJson),
  'single quotes': refused("{'title':'x'}", notJson),
  'a name without quotes': refused('{title:"x"}', notJson),
  'a comment in a line': refused('{"title":"x"} // comment', notJson),
  'a comment within': refused('{"title":/* comment */"x"}', notJson),
  'a line break in a text': refused('{"title":"a\nb"}', notJson),
  'a tab in a text': refused('{"title":"a\tb"}', notJson),
  'an escape that is none': refused('{"title":"\\x41"}', notJson),
  'half of an escape': refused('{"title":"\\u12"}', notJson),
  'two values': refused('{"title":"x"}{"title":"y"}', notJson),
  'two lines': refused('{"title":"x"}\n{"title":"y"}', notJson),
  'a value and a comma': refused('{"title":"x"},', notJson),
  'an object that is not closed': refused('{"title":"x"', notJson),
  'a text that is not closed': refused('{"title":"x', notJson),
  'a form': refused('title=x', notJson),
  XML: refused('<title>x</title>', notJson),
  'white space alone': refused(' \n\t', notJson),
  'a no-break space in front': refused('\u00A0{"title":"x"}', notJson),
  'a vertical tab in front': refused('\v{"title":"x"}', notJson),
  'a prefix against hijacking': refused(')]}\',\n{"title":"x"}', notJson),
  nothing: refused('', '422  REQUIRED'),
  null: refused('null', '422  REQUIRED'),
  true: refused('true', '422  REQUIRED'),
  'a number alone': refused('5', '422  REQUIRED'),
  'a number beyond all bounds alone': refused('1e400', '422  REQUIRED'),
  'a text': refused('"title"', '422  REQUIRED'),
  'a list': refused('[]', '422  REQUIRED'),
  'a list of a task': refused('[{"title":"x"}]', '422  REQUIRED'),
  'an object without a title': untitled('{"x":1}', '/x UNKNOWN_FIELD'),
  '64 KiB and a byte': refused(ofSize(kibibytes64 + 1), tooLarge),
  'a megabyte': refused(ofSize(1024 * 1024), tooLarge),
  '3,000 levels of lists': refused(nested(3_000), '422 /description WRONG_TYPE'),
  '3,000 levels of objects': untitled(nestedObjects(3_000), '/a UNKNOWN_FIELD'),
  '32,000 levels of lists': refused(nested(32_000), '422 /description WRONG_TYPE'),
  '10,900 levels of objects': untitled(nestedObjects(10_900), '/a UNKNOWN_FIELD'),
  '65,000 lists that are not closed': refused('['.repeat(65_000), notJson),
  '100,000 levels of lists': refused(nested(100_000), tooLarge),
  '10,000 members': refused(manyMembers(10_000), tooLarge),
}

/** Bodies that are read, though they look odd, and the title that they give. */
export const oddBodies: Readonly<Record<string, readonly [bytes: string | Buffer, title: string]>> = {
  '64 KiB': [ofSize(kibibytes64), 'x'],
  'white space everywhere': ['\r\n\t { \n"title"\t:\r"x" } \n', 'x'],
  'a name by escapes': ['{"\\u0074\\u0069\\u0074\\u006C\\u0065":"x"}', 'x'],
  'a text by escapes': ['{"title":"\\u0041\\n\\ud83d\\uDE00\\/\\\\"}', 'A\n\u{1F600}/\\'],
  'a name of a member in a text': ['{"title":"\\"title\\":1,\\"title\\":2"}', '"title":1,"title":2'],
  'a byte order mark within a title': [Buffer.from('{"title":"a\uFEFFb"}'), 'a\uFEFFb'],
  'the last character': ['{"title":"\u{10FFFF}"}', '\u{10FFFF}'],
  'characters that are none': ['{"title":"\uFFFE\uFFFF"}', '\uFFFE\uFFFF'],
}
