import { CLAIMS, rawToken, tokenWithClaims } from './support/raw-token.js'
import { accepts, refuses } from './support/verdicts.js'

const { sub: _, ...nobody } = CLAIMS
const tokenOfNobody = (claims: object): string => rawToken({ payload: { ...nobody, ...claims } })
const tokenOf = (sub: unknown): string => tokenOfNobody({ sub })

refuses('subject-missing', {
  'no sub': tokenOfNobody({}),
  "an e-mail verification link's token": tokenOfNobody({ email: 'ada@example.com' }),
  'only an id': tokenOfNobody({ id: 'ada' }),
  'only userId and user_id': tokenOfNobody({ userId: 'ada', user_id: 'ada' }),
  'a cached session cookie': tokenOfNobody({ session: { userId: 'ada' }, user: { id: 'ada', sub: 'ada' } }),
  'sub only by way of __proto__': rawToken({
    payload: `{"__proto__":{"sub":"ada"},"exp":${CLAIMS.exp}}`,
  }),
  'sub only by way of constructor': tokenOfNobody({ constructor: { prototype: { sub: 'ada' } } }),
  'SUB in capitals': tokenOfNobody({ SUB: 'ada' }),
})

refuses('subject-not-a-string', {
  'a number': tokenOf(42),
  null: tokenOf(null),
  true: tokenOf(true),
  'an array': tokenOf(['ada']),
  'an object': tokenOf({ id: 'ada' }),
  'an object that would be a string': tokenOf({ toString: 'ada', length: 3 }),
})

refuses('subject-empty', {
  'an empty sub': tokenOf(''),
  'an empty sub and id': tokenOfNobody({ sub: '', id: '' }),
})

refuses('subject-too-long', {
  '256 letters': tokenOf('a'.repeat(256)),
  '256 astral characters': tokenOf('🙂'.repeat(256)),
  '5,000 characters': tokenOf('a'.repeat(5000)),
  '256 combining marks': tokenOf('\u0301'.repeat(256)),
})

refuses('subject-ill-formed', {
  'a high surrogate alone': tokenOf('ada\ud83d'),
  'a low surrogate alone': tokenOf('\ude42ada'),
  'surrogates the wrong way round': tokenOf('a\ude42\ud83da'),
})

refuses('subject-not-trimmed', {
  'a space': tokenOf(' '),
  spaces: tokenOf('   '),
  'a space in front': tokenOf(' ada'),
  'a space behind': tokenOf('ada '),
  'a no-break space behind': tokenOf('ada\u00a0'),
  'a byte order mark in front': tokenOf('\ufeffada'),
  'an ideographic space behind': tokenOf('ada\u3000'),
})

refuses('subject-control-character', {
  NUL: tokenOf('\u0000'),
  'NUL within': tokenOf('ada\u0000eve'),
  'a line feed within': tokenOf('ada\neve'),
  'a line feed behind': tokenOf('ada\n'),
  'a tab within': tokenOf('ada\teve'),
  'an escape sequence': tokenOf('\u001b[2Jada'),
  DEL: tokenOf('ada\u007f'),
  'one of the second block': tokenOf('ada\u0085eve'),
  'a line separator': tokenOf('ada\u2028eve'),
  'a paragraph separator': tokenOf('ada\u2029eve'),
})

refuses('id-differs-from-subject', {
  "another user's id": tokenWithClaims({ id: 'eve' }),
  'the same in capitals': tokenWithClaims({ id: 'ADA' }),
  'an empty id': tokenWithClaims({ id: '' }),
  'id null': tokenWithClaims({ id: null }),
  'id an array of it': tokenWithClaims({ id: ['ada'] }),
  'id a number': tokenWithClaims({ sub: '42', id: 42 }),
  'id in another normal form': tokenWithClaims({ sub: 'zo\u00eb', id: 'zoe\u0308' }),
})

const subjects = {
  'an id of Better Auth': 'gq0pOmDJ3UmYkl3mPzBEVXBNvgVnBPKy',
  'a UUID in capitals': '0198F0A2-7C1D-7E3B-9F5A-1B2C3D4E5F60',
  'a serial number': '42',
  'one letter': 'a',
  'a zero': '0',
  'the word null': 'null',
  quotes: `o'brien "the" \`third\``,
  percent: '100%_%00%ff',
  'a backslash': 'a\\b',
  'something like SQL': "'; drop table tasks; --",
  'something like a path': '../../etc/passwd',
  constructor: 'constructor',
  'spaces within': 'ada of lovelace',
  'an address of an identity provider': 'auth0|5f7c8ec7c33c6c004bbafe82',
  'a precomposed letter': 'zo\u00eb',
  'a decomposed letter': 'zoe\u0308',
  '255 letters': 'a'.repeat(255),
  '255 astral characters': '🙂'.repeat(255),
}
for (const [name, subject] of Object.entries(subjects)) accepts(subject, { [name]: tokenOf(subject) })

accepts('__proto__', { 'sub __proto__': tokenOf('__proto__') })

accepts('ada', {
  'an id equal to sub': tokenWithClaims({ id: 'ada' }),
  "Better Auth's record of the user": tokenWithClaims({
    id: 'ada',
    email: 'eve@example.com',
    emailVerified: true,
    name: 'Eve',
    image: null,
    createdAt: '2026-01-01T00:00:00.000Z',
  }),
  'a __proto__ that says otherwise': rawToken({
    payload: `{"__proto__":{"sub":"eve","id":"eve"},"sub":"ada","exp":${CLAIMS.exp}}`,
  }),
  'a constructor and a toString': tokenWithClaims({ constructor: 1, toString: 2, hasOwnProperty: 3 }),
  'other names for a user': tokenWithClaims({ userId: 'eve', user_id: 'eve', uid: 'eve', email: 'eve' }),
})

refuses('subject-too-long', { 'by a limit of 2': rawToken() }, { subjectMaxLength: 2 })
accepts('ada', { 'by a limit of 3': rawToken() }, { subjectMaxLength: 3 })
