import { createSign, generateKeyPairSync } from 'node:crypto'
import { encodePart } from './raw-token.js'

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })

/** An RSA key that nobody but its attacker knows or trusts. */
export const ownKey = {
  jwk: publicKey.export({ format: 'jwk' }),
  pem: publicKey.export({ type: 'spki', format: 'pem' }),
  /** Signs as RS256 does, whatever the header says. */
  sign: (header: object, claims: object): string => {
    const input = `${encodePart(header)}.${encodePart(claims)}`
    return `${input}.${createSign('RSA-SHA256').update(input).sign(privateKey).toString('base64url')}`
  },
}
