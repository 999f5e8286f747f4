import { createSign, generateKeyPairSync } from 'node:crypto'
import { CLAIMS, encodePart, rawToken, SECRET, tokenWithHeader } from './support/raw-token.js'
import { accepts, refuses } from './support/verdicts.js'

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = publicKey.export({ type: 'spki', format: 'pem' })

const rsaSigned = (header: object): string => {
  const input = `${encodePart(header)}.${encodePart(CLAIMS)}`
  return `${input}.${createSign('RSA-SHA256').update(input).sign(privateKey).toString('base64url')}`
}

const spellings = ['none', 'None', 'NONE', 'nOnE', 'none ', ' none', 'n\u0000one', 'nоne', '']

refuses('algorithm-not-allowed', {
  ...Object.fromEntries(spellings.map((alg) => [`${JSON.stringify(alg)}, signed`, tokenWithHeader({ alg })])),
  'none with some signature': `${encodePart({ alg: 'none' })}.${encodePart(CLAIMS)}.AAAA`,
  'HS384 with the secret': rawToken({ header: { alg: 'HS384' }, hash: 'sha384' }),
  'HS512 with the secret': rawToken({ header: { alg: 'HS512' }, hash: 'sha512' }),
  'HS384, signed as HS256': tokenWithHeader({ alg: 'HS384' }),
  'RS256 with a key of its own': rsaSigned({ alg: 'RS256' }),
  'RS256 with a key of its own, enclosed': rsaSigned({
    alg: 'RS256',
    jwk: publicKey.export({ format: 'jwk' }),
  }),
  'RS256, signed as HS256': tokenWithHeader({ alg: 'RS256' }),
  PS256: tokenWithHeader({ alg: 'PS256' }),
  ES256: tokenWithHeader({ alg: 'ES256' }),
  EdDSA: tokenWithHeader({ alg: 'EdDSA' }),
  'hs256 in small letters': tokenWithHeader({ alg: 'hs256' }),
  'HS256 with a space': tokenWithHeader({ alg: 'HS256 ' }),
  'a name that objects inherit': tokenWithHeader({ alg: 'constructor' }),
  __proto__: tokenWithHeader({ alg: '__proto__' }),
  'dir, as a JWE has': tokenWithHeader({ alg: 'dir', enc: 'A256GCM' }),
})

const valid = rawToken()
const [header = '', payload = '', signature = ''] = valid.split('.')
const mac = Buffer.from(signature, 'base64url')
const withSignature = (bytes: Buffer): string => `${header}.${payload}.${bytes.toString('base64url')}`
const flipped = (bit: number): Buffer => {
  const copy = Buffer.from(mac)
  copy.writeUInt8(copy.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
  return copy
}
const [otherHeader = '', otherPayload = ''] = rawToken({
  header: { alg: 'HS256' },
  payload: { ...CLAIMS, sub: 'eve' },
}).split('.')

refuses('signature-mismatch', {
  'another secret': rawToken({ secret: 'another secret, of a good length too' }),
  'an empty secret': rawToken({ secret: '' }),
  'a secret of one NUL': rawToken({ secret: '\u0000' }),
  "Better Auth's published default": rawToken({ secret: 'better-auth-secret-12345678901234567890' }),
  'the secret in capitals': rawToken({ secret: SECRET.toUpperCase() }),
  'the secret with a line feed': rawToken({ secret: `${SECRET}\n` }),
  'the secret decoded as base64': rawToken({ secret: Buffer.from(SECRET, 'base64') }),
  'an RSA public key as the secret': rawToken({ secret: pem }),
  'HS256 in the header, HS512 in truth': rawToken({ hash: 'sha512' }),
  'HS256 in the header, RS256 in truth': rsaSigned({ alg: 'HS256' }),
  'first bit flipped': withSignature(flipped(0)),
  'last bit flipped': withSignature(flipped(255)),
  'a byte short': withSignature(mac.subarray(0, 31)),
  'one byte': withSignature(mac.subarray(0, 1)),
  'a byte long': withSignature(Buffer.concat([mac, Buffer.from([0])])),
  'all zeros': withSignature(Buffer.alloc(32)),
  'the signature twice': withSignature(Buffer.concat([mac, mac])),
  'in hexadecimal': withSignature(Buffer.from(mac.toString('hex'))),
  "another token's payload": `${header}.${otherPayload}.${signature}`,
  "another token's header": `${otherHeader}.${payload}.${signature}`,
  'header and payload exchanged': rawToken({ header: { ...CLAIMS, alg: 'HS256' } }).replace(
    /[^.]+$/,
    signature,
  ),
})

accepts('ada', {
  'HS256 with the secret': valid,
  'the secret as bytes': rawToken({ secret: Buffer.from(SECRET, 'utf8') }),
})
