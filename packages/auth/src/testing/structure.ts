import { encodePart } from './raw-token.js'
import { type GoodToken, goodFor, type HostileToken, hostileFor } from './token-cases.js'
import type { TokenForge } from './token-forge.js'

const longest = 8_192

/** A rightly signed token of exactly this many characters. */
const tokenOfLength = ({ token, claims }: TokenForge, length: number): string => {
  // No base64url has a length of 4n + 1, so that the header too has to give way.
  for (const x of ['', 'x', 'xx']) {
    const header = { alg: 'HS256', typ: 'JWT', x }
    const bare = token({ header, payload: { ...claims, pad: '' } }).length
    const about = Math.floor(((length - bare) * 3) / 4)
    for (const size of [about - 1, about, about + 1]) {
      const made = token({ header, payload: { ...claims, pad: 'x'.repeat(size) } })
      if (made.length === length) return made
    }
  }
  throw new Error(`No token of ${length} characters could be made`)
}

/** Changes the last letter so that it decodes to the same bytes and leaves a bit over. */
const withBitLeftOver = (part: string): string => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  return part.slice(0, -1) + alphabet.charAt(alphabet.indexOf(part.slice(-1)) + 1)
}

/** Three parts of canonical base64url, or not. */
export const hostileStructures = (forge: TokenForge): readonly HostileToken[] => {
  const valid = forge.token()
  const [header = '', payload = '', signature = ''] = valid.split('.')
  return [
    ...hostileFor('token-too-long', {
      '8,193 characters, rightly signed': tokenOfLength(forge, longest + 1),
      '100,000 characters': 'a'.repeat(100_000),
      '100,000 dots': '.'.repeat(100_000),
    }),
    ...hostileFor('not-three-parts', {
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
    }),
    ...hostileFor('empty-part', {
      'two dots': '..',
      'no header': `.${payload}.${signature}`,
      'no payload': `${header}..${signature}`,
      'no signature': `${header}.${payload}.`,
      'alg none and no signature': `${encodePart({ alg: 'none' })}.${payload}.`,
    }),
    ...hostileFor('not-base64url', {
      'padding on the header': `${header}=.${payload}.${signature}`,
      'padding on the payload': `${header}.${payload}==.${signature}`,
      'padding on the signature': `${valid}=`,
      'plain base64 in the signature': `${header}.${payload}.${'A'.repeat(42)}+`,
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
    }),
  ]
}

export const goodStructures = (forge: TokenForge): readonly GoodToken[] =>
  goodFor(forge.userId, { '8,192 characters': tokenOfLength(forge, longest) })
