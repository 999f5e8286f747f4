import { ownKey } from './own-key.js'
import { type GoodToken, goodFor, type HostileToken, hostileFor } from './token-cases.js'
import type { TokenForge } from './token-forge.js'

const flipped = (mac: Buffer, bit: number): Buffer => {
  const copy = Buffer.from(mac)
  copy.writeUInt8(copy.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
  return copy
}

/** HS256 in the header, and a signature that the secret has not made of these two parts. */
export const hostileSignatures = (forge: TokenForge): readonly HostileToken[] => {
  const { token, withHeader, withClaims, claims, secret } = forge
  const valid = token()
  const [header = '', payload = '', signature = ''] = valid.split('.')
  const mac = Buffer.from(signature, 'base64url')
  const signedWith = (bytes: Buffer): string => `${header}.${payload}.${bytes.toString('base64url')}`
  const [otherHeader = ''] = token({ header: { alg: 'HS256' } }).split('.')
  const [, otherPayload = ''] = withClaims({ sub: 'eve' }).split('.')
  return hostileFor('signature-mismatch', {
    'another secret': token({ secret: 'another secret, of a good length too' }),
    'an empty secret': token({ secret: '' }),
    'the word secret': token({ secret: 'secret' }),
    'the word undefined': token({ secret: 'undefined' }),
    "Better Auth's published default": token({ secret: 'better-auth-secret-12345678901234567890' }),
    'the secret in capitals': token({ secret: secret.toUpperCase() }),
    'the secret with a line feed': token({ secret: `${secret}\n` }),
    'the secret in quotes': token({ secret: `"${secret}"` }),
    'the secret decoded as base64': token({ secret: Buffer.from(secret, 'base64') }),
    'the first 32 bytes of the secret': token({ secret: secret.slice(0, 32) }),
    'an RSA public key as the secret': token({ secret: ownKey.pem }),
    'HS256 in the header, HS512 in truth': token({ hash: 'sha512' }),
    'HS256 in the header, RS256 in truth': ownKey.sign({ alg: 'HS256' }, claims),
    'the jwk that it carries': token({
      header: { alg: 'HS256', jwk: { kty: 'oct', k: Buffer.from('own key').toString('base64url') } },
      secret: 'own key',
    }),
    'the kid as the secret': token({ header: { alg: 'HS256', kid: 'own key' }, secret: 'own key' }),
    'an empty file named by the kid': token({ header: { alg: 'HS256', kid: '/dev/null' }, secret: '' }),
    'first bit flipped': signedWith(flipped(mac, 0)),
    'last bit flipped': signedWith(flipped(mac, 255)),
    'a byte short': signedWith(mac.subarray(0, 31)),
    'one byte': signedWith(mac.subarray(0, 1)),
    'a byte long': signedWith(Buffer.concat([mac, Buffer.from([0])])),
    'all zeros': signedWith(Buffer.alloc(32)),
    'the signature twice': signedWith(Buffer.concat([mac, mac])),
    'in hexadecimal': signedWith(Buffer.from(mac.toString('hex'))),
    "another token's payload": `${header}.${otherPayload}.${signature}`,
    "another token's header": `${otherHeader}.${payload}.${signature}`,
    'header and payload exchanged': withHeader(claims).replace(/[^.]+$/, signature),
  })
}

export const goodSignatures = ({ token, secret, userId }: TokenForge): readonly GoodToken[] =>
  goodFor(userId, {
    'HS256 with the secret': token(),
    'the secret as bytes': token({ secret: Buffer.from(secret, 'utf8') }),
  })
