import { type GoodToken, goodFor, type HostileToken, hostileFor } from './token-cases.js'
import type { TokenForge } from './token-forge.js'

/** Rightly signed, and from or for somebody else. The target has an issuer like `https://auth.example.com`. */
export const hostileIssuers = ({ withClaims, issuer = '' }: TokenForge): readonly HostileToken[] =>
  hostileFor('issuer-mismatch', {
    'no iss': withClaims({ iss: undefined }),
    'another iss': withClaims({ iss: 'https://evil.example.com' }),
    'a trailing slash': withClaims({ iss: `${issuer}/` }),
    'capital letters': withClaims({ iss: issuer.toUpperCase() }),
    'the port spelled out': withClaims({ iss: `${issuer}:443` }),
    'an array of it': withClaims({ iss: [issuer] }),
    null: withClaims({ iss: null }),
    empty: withClaims({ iss: '' }),
    'more behind it': withClaims({ iss: `${issuer}.evil.example` }),
    'a space behind it': withClaims({ iss: `${issuer} ` }),
  })

/** The target has an audience like `https://api.example.com`. */
export const hostileAudiences = ({ withClaims, audience = '' }: TokenForge): readonly HostileToken[] =>
  hostileFor('audience-mismatch', {
    'no aud': withClaims({ aud: undefined }),
    'another aud': withClaims({ aud: 'https://other.example.com' }),
    'a trailing slash': withClaims({ aud: `${audience}/` }),
    'capital letters': withClaims({ aud: audience.toUpperCase() }),
    'an empty array': withClaims({ aud: [] }),
    'an array of others': withClaims({ aud: ['a', 'b'] }),
    'an array in an array': withClaims({ aud: [[audience]] }),
    'an object': withClaims({ aud: { 0: audience } }),
    'a string that contains it': withClaims({ aud: `a ${audience} b` }),
    'a part of it': withClaims({ aud: audience.slice(0, -4) }),
    null: withClaims({ aud: null }),
    empty: withClaims({ aud: '' }),
  })

export const goodAudiences = ({ withClaims, audience, userId }: TokenForge): readonly GoodToken[] =>
  goodFor(userId, {
    'the aud': withClaims({ aud: audience }),
    'an array of it': withClaims({ aud: [audience] }),
    'an array with it': withClaims({ aud: ['a', audience, 'b'] }),
    'an array with it and a number': withClaims({ aud: [1, audience] }),
  })
