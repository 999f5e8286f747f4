import { rawToken, tokenWithClaims } from './support/raw-token.js'
import { accepts, refuses } from './support/verdicts.js'

const issuer = 'https://auth.example.com'
const audience = 'https://api.example.com'

refuses(
  'issuer-mismatch',
  {
    'no iss': rawToken(),
    'another iss': tokenWithClaims({ iss: 'https://evil.example.com' }),
    'a trailing slash': tokenWithClaims({ iss: `${issuer}/` }),
    'capital letters': tokenWithClaims({ iss: issuer.toUpperCase() }),
    'the port spelled out': tokenWithClaims({ iss: `${issuer}:443` }),
    'an array of it': tokenWithClaims({ iss: [issuer] }),
    null: tokenWithClaims({ iss: null }),
    empty: tokenWithClaims({ iss: '' }),
    'more behind it': tokenWithClaims({ iss: `${issuer}.evil.example` }),
  },
  { issuer },
)

refuses(
  'audience-mismatch',
  {
    'no aud': rawToken(),
    'another aud': tokenWithClaims({ aud: 'https://other.example.com' }),
    'a trailing slash': tokenWithClaims({ aud: `${audience}/` }),
    'capital letters': tokenWithClaims({ aud: audience.toUpperCase() }),
    'an empty array': tokenWithClaims({ aud: [] }),
    'an array of others': tokenWithClaims({ aud: ['a', 'b'] }),
    'an array in an array': tokenWithClaims({ aud: [[audience]] }),
    'an object': tokenWithClaims({ aud: { 0: audience } }),
    'a string that contains it': tokenWithClaims({ aud: `a ${audience} b` }),
    'a part of it': tokenWithClaims({ aud: 'https://api' }),
    null: tokenWithClaims({ aud: null }),
    empty: tokenWithClaims({ aud: '' }),
  },
  { audience },
)

refuses(
  'issuer-mismatch',
  { 'an empty issuer is an issuer': tokenWithClaims({ iss: issuer }) },
  { issuer: '' },
)
refuses(
  'audience-mismatch',
  { 'an empty audience is one': tokenWithClaims({ aud: audience }) },
  { audience: '' },
)

accepts('ada', { 'the iss': tokenWithClaims({ iss: issuer }) }, { issuer })

accepts(
  'ada',
  {
    'the aud': tokenWithClaims({ aud: audience }),
    'an array of it': tokenWithClaims({ aud: [audience] }),
    'an array with it': tokenWithClaims({ aud: ['a', audience, 'b'] }),
    'an array with it and a number': tokenWithClaims({ aud: [1, audience] }),
  },
  { audience },
)

accepts(
  'ada',
  { 'iss and aud both the base URL': tokenWithClaims({ iss: issuer, aud: issuer }) },
  { issuer, audience: issuer },
)

accepts('ada', {
  'any iss, none configured': tokenWithClaims({ iss: 'https://any.example' }),
  'any aud, none configured': tokenWithClaims({ aud: ['https://any.example', 7] }),
})
