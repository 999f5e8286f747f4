import { CLAIMS, encodePart, HEADER, rawToken } from './support/raw-token.js'
import { accepts, refuses } from './support/verdicts.js'

const valid = rawToken()
const [header = '', payload = '', signature = ''] = valid.split('.')

/** A rightly signed token of exactly this many characters. */
const tokenOfLength = (length: number): string => {
  const bare = rawToken({ payload: { ...CLAIMS, pad: '' } }).length
  for (let size = Math.floor(((length - bare) * 3) / 4) - 3; ; size += 1) {
    const token = rawToken({ payload: { ...CLAIMS, pad: 'x'.repeat(size) } })
    if (token.length >= length) return token
  }
}

/** Changes the last letter so that it decodes to the same bytes and leaves a bit over. */
const withBitLeftOver = (part: string): string => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  return part.slice(0, -1) + alphabet.charAt(alphabet.indexOf(part.slice(-1)) + 1)
}

const jsonBytes = (value: object): Buffer => Buffer.from(JSON.stringify(value))
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf])
const strayByte = (value: object): Buffer =>
  Buffer.from(JSON.stringify({ ...value, note: '#' }).replace('#', '\xff'), 'latin1')

refuses('token-too-long', {
  '8,193 characters, rightly signed': tokenOfLength(8193),
  '100,000 characters': 'a'.repeat(100_000),
  '100,000 dots': '.'.repeat(100_000),
})

accepts('ada', { '8,192 characters': tokenOfLength(8192) })

refuses('not-three-parts', {
  empty: '',
  'one part': header,
  'two parts': `${header}.${payload}`,
  'four parts': `${valid}.${signature}`,
  'five parts, as a JWE has': `${header}.${payload}.${payload}.${payload}.${signature}`,
  'a dot at the end': `${valid}.`,
  'a dot in front': `.${valid}`,
  'the word null': 'null',
  'the word undefined': 'undefined',
  'the word Bearer': 'Bearer',
  'an [object Object]': '[object Object]',
  'an opaque session token': 'gq0pOmDJ3UmYkl3mPzBEVXBNvgVnBPKy',
})

refuses('empty-part', {
  'two dots': '..',
  'no header': `.${payload}.${signature}`,
  'no payload': `${header}..${signature}`,
  'no signature': `${header}.${payload}.`,
  'alg none and no signature': `${encodePart({ alg: 'none' })}.${payload}.`,
})

refuses('not-base64url', {
  'padding on the header': `${header}=.${payload}.${signature}`,
  'padding on the payload': `${header}.${payload}==.${signature}`,
  'padding on the signature': `${valid}=`,
  'plain base64 in the signature': rawToken({ payload: { ...CLAIMS, jti: '7' } }).replace(
    /[^.]{43}$/,
    `${'A'.repeat(42)}+`,
  ),
  'a slash in the payload': `${header}.${payload.slice(0, -4)}ab/c.${signature}`,
  'a space within': `${header}.${payload} .${signature}`,
  'a space in front': ` ${valid}`,
  'a line feed at the end': `${valid}\n`,
  'a tab at the end': `${valid}\t`,
  'a NUL at the end': `${valid}\u0000`,
  'a lone surrogate': `${header}.${payload}\ud800.${signature}`,
  'a letter outside ASCII': `${header}.${payload}é.${signature}`,
  'quotes around it': `"${valid}"`,
  'a length that base64 cannot have': `${header}.${payload}.AAAAA`,
  'percent-encoding': `${header}.${payload}.%41${signature.slice(3)}`,
  'a bit left over in the signature': `${header}.${payload}.${withBitLeftOver(signature)}`,
  'a bit left over in the header': `${withBitLeftOver(encodePart('{"alg":"HS256" }'))}.${payload}.${signature}`,
})

refuses('header-not-utf8', {
  'a stray byte': rawToken({ header: strayByte(HEADER) }),
  'an overlong form': rawToken({ header: Buffer.from('{"alg":"HS256","a":"\xc0\xaf"}', 'latin1') }),
  'UTF-16': rawToken({ header: Buffer.from(`\ufeff${JSON.stringify(HEADER)}`, 'utf16le') }),
})

refuses('header-not-json', {
  'not JSON': rawToken({ header: 'alg=HS256' }),
  'cut short': rawToken({ header: '{"alg":"HS256"' }),
  'two objects': rawToken({ header: '{"alg":"HS256"}{}' }),
  'single quotes': rawToken({ header: "{'alg':'HS256'}" }),
  'a comma at the end': rawToken({ header: '{"alg":"HS256",}' }),
  'a byte order mark': rawToken({ header: Buffer.concat([byteOrderMark, jsonBytes(HEADER)]) }),
  'a NUL at the end': rawToken({ header: `${JSON.stringify(HEADER)}\u0000` }),
})

refuses('header-not-an-object', {
  null: rawToken({ header: 'null' }),
  'an array': rawToken({ header: '["HS256"]' }),
  'a string': rawToken({ header: '"HS256"' }),
  'a number': rawToken({ header: '256' }),
})

refuses('header-duplicate-member', {
  'alg twice': rawToken({ header: '{"alg":"none","alg":"HS256"}' }),
  'alg twice, the same': rawToken({ header: '{"alg":"HS256","alg":"HS256"}' }),
  'alg twice, once escaped': rawToken({ header: '{"\\u0061lg":"none","alg":"HS256"}' }),
})

refuses('payload-not-utf8', {
  'a stray byte': rawToken({ payload: strayByte(CLAIMS) }),
  'a surrogate in UTF-8': rawToken({ payload: Buffer.from('{"sub":"\xed\xa0\x80"}', 'latin1') }),
})

refuses('payload-not-json', {
  'not JSON': rawToken({ payload: 'sub=ada' }),
  'not JSON, no typ': rawToken({ header: { alg: 'HS256' }, payload: 'sub=ada' }),
  'cut short': rawToken({ payload: JSON.stringify(CLAIMS).slice(0, -1) }),
  'a byte order mark': rawToken({ payload: Buffer.concat([byteOrderMark, jsonBytes(CLAIMS)]) }),
  'NaN for a time': rawToken({ payload: '{"sub":"ada","exp":NaN}' }),
  'Infinity for a time': rawToken({ payload: '{"sub":"ada","exp":Infinity}' }),
  '3,000 levels, never closed': rawToken({ payload: '['.repeat(3000) }),
})

refuses('payload-not-an-object', {
  null: rawToken({ payload: 'null' }),
  true: rawToken({ payload: 'true' }),
  'an array': rawToken({ payload: JSON.stringify([CLAIMS]) }),
  'a string': rawToken({ payload: '"ada"' }),
  'a number': rawToken({ payload: '42' }),
  '3,000 levels of arrays': rawToken({ payload: '['.repeat(3000) + ']'.repeat(3000) }),
})

const { exp } = CLAIMS
refuses('payload-duplicate-member', {
  'sub twice': rawToken({ payload: `{"sub":"eve","sub":"ada","exp":${exp}}` }),
  'sub twice, once escaped': rawToken({ payload: `{"s\\u0075b":"eve","exp":${exp},"sub":"ada"}` }),
  'exp twice': rawToken({ payload: `{"sub":"ada","exp":1,"exp":${exp}}` }),
  '__proto__ twice': rawToken({ payload: `{"__proto__":1,"__proto__":2,"sub":"ada","exp":${exp}}` }),
  'a name without letters twice': rawToken({ payload: `{"":1,"":2,"sub":"ada","exp":${exp}}` }),
  'a claim nobody reads twice': rawToken({
    payload: `{"a":[{"b":":"}],"a":"\\":{","sub":"ada","exp":${exp}}`,
  }),
})

accepts('ada', {
  'JSON with space around': rawToken({ payload: `\r\n\t {"sub" : "ada" , "exp" : ${exp}} \n` }),
  'escapes in names': rawToken({ payload: `{"\\u0073ub":"\\u0061da","exp":${exp}}` }),
  'colons, quotes and braces in strings': rawToken({
    payload: { ...CLAIMS, note: '":{}[],\\"', 'a:b"\\': ['\\', '"', ':'] },
  }),
  'names that repeat further in': rawToken({
    payload: { ...CLAIMS, user: { sub: 'eve', in: { sub: 'x' } } },
  }),
  'an array of objects': rawToken({ payload: { ...CLAIMS, roles: [{ sub: 'a' }, { sub: 'b' }] } }),
  '2,900 levels in a claim nobody reads': rawToken({
    payload: `{"sub":"ada","exp":${exp},"deep":${'['.repeat(2900)}${']'.repeat(2900)}}`,
  }),
})
