/** A way of writing the Authorization header, and what has to come of it. */
export interface HeaderForm {
  readonly name: string
  /** The lines of the request's head behind `Host`, each without its end; a character a byte. */
  readonly lines: readonly string[]
  /** Behind the path. */
  readonly query?: string
  readonly status: 200 | 400 | 401 | 431
  /** What the log says of a 401. */
  readonly reason?: string
}

type Lines = string | readonly string[]

const forms = (
  status: HeaderForm['status'],
  reason: string | undefined,
  named: Readonly<Record<string, Lines>>,
): readonly HeaderForm[] =>
  Object.entries(named).map(([name, lines]) => ({
    name,
    lines: [lines].flat(),
    status,
    ...(reason === undefined ? {} : { reason }),
  }))

const withoutHeader = (good: string): readonly HeaderForm[] => [
  ...forms(401, 'no-token', {
    missing: [],
    'in a cookie': `Cookie: token=${good}; better-auth.session_token=${good}; Authorization=Bearer ${good}`,
    'in a header of another name': `X-Authorization: Bearer ${good}`,
    'for a proxy': `Proxy-Authorization: Bearer ${good}`,
    'in a header of nearly that name': `Authorisation: Bearer ${good}`,
    'with an underscore for the end of the name': `Authorization_: Bearer ${good}`,
    'in the header of an API key': [`X-Api-Key: ${good}`, `X-Access-Token: ${good}`],
    "in a forwarding proxy's header": [
      `X-Forwarded-Authorization: Bearer ${good}`,
      'X-Forwarded-User: alice',
    ],
    'as user names that proxies set': ['X-User-Id: alice', 'X-Remote-User: alice', 'Remote-User: alice'],
  }),
  ...['access_token', 'token', 'authorization', 'Authorization'].map((parameter) => ({
    name: `in the query parameter ${parameter}`,
    lines: [],
    query: `?${parameter}=${good}`,
    status: 401 as const,
    reason: 'no-token',
  })),
]

const notBearer = (good: string): readonly HeaderForm[] =>
  forms(401, 'not-a-bearer-token', {
    empty: 'Authorization:',
    'only space': 'Authorization:    ',
    'the scheme alone': 'Authorization: Bearer',
    'the scheme and a space': 'Authorization: Bearer ',
    'the token alone': `Authorization: ${good}`,
    'no space': `Authorization: Bearer${good}`,
    'a tab for a space': `Authorization: Bearer\t${good}`,
    'a space and a tab': `Authorization: Bearer \t${good}`,
    'an equals sign': `Authorization: Bearer=${good}`,
    'a colon': `Authorization: Bearer: ${good}`,
    'the scheme twice': `Authorization: Bearer Bearer ${good}`,
    'a longer scheme': `Authorization: Bearers ${good}`,
    'the scheme in quotes': `Authorization: "Bearer ${good}"`,
    'a no-break space': `Authorization: Bearer\xa0${good}`,
    'a no-break space in UTF-8': `Authorization: Bearer\xc2\xa0${good}`,
    'a letter of the scheme in Cyrillic': `Authorization: B\xd0\xb5arer ${good}`,
    'Basic, with the token for a password': `Authorization: Basic ${Buffer.from(`alice:${good}`).toString('base64')}`,
    'Basic, with the token': `Authorization: Basic ${good}`,
    Token: `Authorization: Token ${good}`,
    JWT: `Authorization: JWT ${good}`,
    DPoP: `Authorization: DPoP ${good}`,
    Digest: `Authorization: Digest username="alice", response="${good}"`,
    'two tokens': `Authorization: Bearer ${good} ${good}`,
    'two tokens, by a comma': `Authorization: Bearer ${good},${good}`,
    'two credentials, by a comma': `Authorization: Bearer ${good}, Bearer ${good}`,
    'two schemes, by a comma': `Authorization: Basic eDp5, Bearer ${good}`,
    'a comma behind': `Authorization: Bearer ${good},`,
    'a comma in front': `Authorization: ,Bearer ${good}`,
    'a parameter behind': `Authorization: Bearer ${good} realm=x`,
    'null for all of it': 'Authorization: null',
    'undefined for all of it': 'Authorization: undefined',
  })

const notToken = (good: string): readonly HeaderForm[] => [
  ...forms(401, 'not-three-parts', {
    null: 'Authorization: Bearer null',
    undefined: 'Authorization: Bearer undefined',
    'an empty string in quotes': 'Authorization: Bearer ""',
    'a placeholder': 'Authorization: Bearer {{token}}',
  }),
  ...forms(401, 'not-base64url', {
    'quotes around the token': `Authorization: Bearer "${good}"`,
    'single quotes around it': `Authorization: Bearer '${good}'`,
    'angle brackets around it': `Authorization: Bearer <${good}>`,
    'a semicolon behind it': `Authorization: Bearer ${good};`,
    'a byte that is not ASCII behind it': `Authorization: Bearer ${good}\xff`,
    'bytes that are not ASCII in front': `Authorization: Bearer \xc3\xa9${good}`,
  }),
]

const refusedByHttp = (good: string): readonly HeaderForm[] => [
  ...forms(400, undefined, {
    'the same header twice': [`Authorization: Bearer ${good}`, `Authorization: Bearer ${good}`],
    'the same header twice, in other letters': [
      `Authorization: Bearer ${good}`,
      `authorization: Bearer ${good}`,
    ],
    'two headers, the second empty': [`Authorization: Bearer ${good}`, 'AUTHORIZATION:'],
    'two headers, the first empty': ['Authorization:', `Authorization: Bearer ${good}`],
    'two headers, one of another scheme': ['Authorization: Basic eDp5', `Authorization: Bearer ${good}`],
    'three headers': ['Authorization: x', 'Authorization: y', `Authorization: Bearer ${good}`],
    'a folded line': ['Authorization: Bearer', ` ${good}`],
    'a folded line, by a tab': ['Authorization:', `\tBearer ${good}`],
    'a space before the colon': `Authorization : Bearer ${good}`,
    'a tab before the colon': `Authorization\t: Bearer ${good}`,
    'a space before the name': ` Authorization: Bearer ${good}`,
    'no colon': `Authorization Bearer ${good}`,
    'a NUL behind the token': `Authorization: Bearer ${good}\0`,
    'a NUL in the name': `Authori\0zation: Bearer ${good}`,
    'a control character': `Authorization: Bearer \x01${good}`,
    'a delete character': `Authorization: Bearer ${good}\x7f`,
    'a bare carriage return': `Authorization: Bearer\r${good}`,
    'a bare line feed': `X: y\nAuthorization: Bearer ${good}`,
    'a name in UTF-8': `\xef\xbb\xbfAuthorization: Bearer ${good}`,
  }),
  ...forms(431, undefined, {
    'a token of 20,000 characters': `Authorization: Bearer ${'x'.repeat(20_000)}`,
    'a good token behind 20,000 spaces': `Authorization: Bearer ${' '.repeat(20_000)}${good}`,
  }),
]

/** What must not be served, and 401 wherever hostile input can still be told from no HTTP at all. */
export const hostileHeaderForms = (good: string): readonly HeaderForm[] => [
  ...withoutHeader(good),
  ...notBearer(good),
  ...notToken(good),
  ...refusedByHttp(good),
]

/** What must be served: the scheme and the name in any case, and space where HTTP has it. */
export const goodHeaderForms = (good: string): readonly HeaderForm[] =>
  forms(200, undefined, {
    'as everybody writes it': `Authorization: Bearer ${good}`,
    'the scheme in small letters': `Authorization: bearer ${good}`,
    'the scheme in capitals': `Authorization: BEARER ${good}`,
    'the scheme in mixed letters': `Authorization: bEaReR ${good}`,
    'the name in small letters': `authorization: Bearer ${good}`,
    'the name in capitals': `AUTHORIZATION: Bearer ${good}`,
    'several spaces': `Authorization: Bearer     ${good}`,
    'no space behind the colon': `Authorization:Bearer ${good}`,
    'a tab behind the colon': `Authorization:\tBearer ${good}`,
    'space and tab at the end': `Authorization: Bearer ${good} \t `,
    'beside tokens elsewhere': [
      'Cookie: token=x',
      'X-User-Id: eve',
      'Proxy-Authorization: Bearer x',
      `Authorization: Bearer ${good}`,
    ],
  })
