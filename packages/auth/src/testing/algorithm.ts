import { ownKey } from './own-key.js'
import { encodePart } from './raw-token.js'
import { type HostileToken, hostileFor } from './token-cases.js'
import type { TokenForge } from './token-forge.js'

const spellingsOfNone = ['none', 'None', 'NONE', 'nOnE', 'none ', ' none', 'n\u0000one', 'nоne', '']

/** An `alg` that is not the one of the secret. */
export const hostileAlgorithms = ({ token, withHeader, claims }: TokenForge): readonly HostileToken[] =>
  hostileFor('algorithm-not-allowed', {
    ...Object.fromEntries(
      spellingsOfNone.map((alg) => [`${JSON.stringify(alg)}, signed`, withHeader({ alg })]),
    ),
    'none with some signature': `${encodePart({ alg: 'none' })}.${encodePart(claims)}.AAAA`,
    'HS384 with the secret': token({ header: { alg: 'HS384' }, hash: 'sha384' }),
    'HS512 with the secret': token({ header: { alg: 'HS512' }, hash: 'sha512' }),
    'HS384, signed as HS256': withHeader({ alg: 'HS384' }),
    ES384: withHeader({ alg: 'ES384' }),
    RS512: withHeader({ alg: 'RS512' }),
    'hs256 in small letters': withHeader({ alg: 'hs256' }),
    'HS256 with a space': withHeader({ alg: 'HS256 ' }),
    'a name that objects inherit': withHeader({ alg: 'constructor' }),
    __proto__: withHeader({ alg: '__proto__' }),
    'dir, as a JWE has': withHeader({ alg: 'dir', enc: 'A256GCM' }),
  })

/**
 * An `alg` that published keys may have: refused for that name alone where there are none. Where there are, its key is not
 * among them.
 */
export const hostileOwnKeys = (
  { withHeader, claims }: TokenForge,
  reason: 'algorithm-not-allowed' | 'key-unknown',
): readonly HostileToken[] => {
  const kid = 'own-key'
  return hostileFor(reason, {
    'RS256 with a key of its own': ownKey.sign({ alg: 'RS256', kid }, claims),
    'RS256 with a key of its own, enclosed': ownKey.sign({ alg: 'RS256', kid, jwk: ownKey.jwk }, claims),
    'RS256, signed as HS256': withHeader({ alg: 'RS256', kid }),
    PS256: withHeader({ alg: 'PS256', kid }),
    ES256: withHeader({ alg: 'ES256', kid }),
    EdDSA: withHeader({ alg: 'EdDSA', kid }),
  })
}
