import { type IssuerRules, sharedSecret } from '@taskport/auth'
import { CLAIMS, rawToken, SECRET, tokenWithClaims } from './support/raw-token.js'
import { accepts, refuses } from './support/verdicts.js'

const issuer = 'https://auth.example.com'
const audience = 'https://api.example.com'

const secretWith = (rules: IssuerRules) => ({ keys: [sharedSecret(SECRET, rules)] })

refuses(
  'issuer-mismatch',
  { 'an empty issuer is an issuer': tokenWithClaims({ iss: issuer }) },
  secretWith({ issuer: '' }),
)
refuses(
  'audience-mismatch',
  { 'an empty audience is one': tokenWithClaims({ aud: audience }) },
  secretWith({ audience: '' }),
)

accepts('ada', { 'the iss': tokenWithClaims({ iss: issuer }) }, secretWith({ issuer }))

accepts(
  'ada',
  { 'iss and aud both the base URL': tokenWithClaims({ iss: issuer, aud: issuer }) },
  secretWith({ issuer, audience: issuer }),
)

accepts('ada', {
  'any iss, none configured': tokenWithClaims({ iss: 'https://any.example' }),
  'any aud, none configured': tokenWithClaims({ aud: ['https://any.example', 7] }),
})

// The rules are the source's, and not the authenticator's.
const NEW = 'the secret of another issuer, long enough'
const two = { keys: [sharedSecret(SECRET, { issuer }), sharedSecret(NEW, { issuer: audience, audience })] }
const tokenOfNew = (claims: object): string => rawToken({ payload: { ...CLAIMS, ...claims }, secret: NEW })

accepts(
  'ada',
  {
    "the first secret's iss, any aud": tokenWithClaims({ iss: issuer, aud: 'anybody' }),
    "the second secret's iss and aud": tokenOfNew({ iss: audience, aud: audience }),
  },
  two,
)
refuses('issuer-mismatch', { 'the iss of the first, signed by the second': tokenOfNew({ iss: issuer }) }, two)
refuses(
  'issuer-mismatch',
  { 'the iss of the second, signed by the first': tokenWithClaims({ iss: audience }) },
  two,
)
refuses('audience-mismatch', { 'the second has an aud to keep to': tokenOfNew({ iss: audience }) }, two)
