import { type GoodToken, goodFor, type HostileToken, hostileFor } from './token-cases.js'
import type { TokenForge } from './token-forge.js'

/** Rightly signed, and of nobody. */
export const hostileIdentities = (forge: TokenForge): readonly HostileToken[] => {
  const { withClaims, withMembers, userId } = forge
  const tokenOf = (sub: unknown): string => withClaims({ sub })
  const ofNobody = (claims: object): string => withClaims({ sub: undefined, ...claims })
  return [
    ...hostileFor('subject-missing', {
      'no sub': ofNobody({}),
      "an e-mail verification link's token": ofNobody({ email: `${userId}@example.com` }),
      'only an id': ofNobody({ id: userId }),
      'only userId and user_id': ofNobody({ userId, user_id: userId }),
      'a cached session cookie': ofNobody({ session: { userId }, user: { id: userId, sub: userId } }),
      'sub only by way of __proto__': withMembers(`"__proto__":{"sub":${JSON.stringify(userId)}}`, {
        sub: undefined,
      }),
      'sub only by way of constructor': ofNobody({ constructor: { prototype: { sub: userId } } }),
      'SUB in capitals': ofNobody({ SUB: userId }),
    }),
    ...hostileFor('subject-not-a-string', {
      'a number': tokenOf(42),
      null: tokenOf(null),
      true: tokenOf(true),
      'an array': tokenOf([userId]),
      'an object': tokenOf({ id: userId }),
      'an object that would be a string': tokenOf({ toString: userId, length: userId.length }),
    }),
    ...hostileFor('subject-empty', {
      'an empty sub': tokenOf(''),
      'an empty sub and id': withClaims({ sub: '', id: '' }),
    }),
    ...hostileFor('subject-too-long', {
      '256 letters': tokenOf('a'.repeat(256)),
      '256 astral characters': tokenOf('🙂'.repeat(256)),
      '5,000 characters': tokenOf('a'.repeat(5000)),
      '256 combining marks': tokenOf('\u0301'.repeat(256)),
    }),
    ...hostileFor('subject-ill-formed', {
      'a high surrogate alone': tokenOf(`${userId}\ud83d`),
      'a low surrogate alone': tokenOf(`\ude42${userId}`),
      'surrogates the wrong way round': tokenOf('a\ude42\ud83da'),
    }),
    ...hostileFor('subject-not-trimmed', {
      'a space': tokenOf(' '),
      spaces: tokenOf('   '),
      'a space in front': tokenOf(` ${userId}`),
      'a space behind': tokenOf(`${userId} `),
      'a no-break space behind': tokenOf(`${userId}\u00a0`),
      'a byte order mark in front': tokenOf(`\ufeff${userId}`),
      'an ideographic space behind': tokenOf(`${userId}\u3000`),
    }),
    ...hostileFor('subject-control-character', {
      NUL: tokenOf('\u0000'),
      'NUL behind': tokenOf(`${userId}\u0000`),
      'NUL within': tokenOf(`${userId}\u0000eve`),
      'a line feed within': tokenOf(`${userId}\neve`),
      'a line feed behind': tokenOf(`${userId}\n`),
      'a tab within': tokenOf(`${userId}\teve`),
      'an escape sequence': tokenOf(`\u001b[2J${userId}`),
      DEL: tokenOf(`${userId}\u007f`),
      'one of the second block': tokenOf(`${userId}\u0085eve`),
      'a line separator': tokenOf(`${userId}\u2028eve`),
      'a paragraph separator': tokenOf(`${userId}\u2029eve`),
    }),
    ...hostileFor('id-differs-from-subject', {
      "another user's id": withClaims({ id: 'eve' }),
      "another user's sub": withClaims({ sub: 'eve', id: userId }),
      'the same in capitals': withClaims({ id: userId.toUpperCase() }),
      'an empty id': withClaims({ id: '' }),
      'id null': withClaims({ id: null }),
      'id an array of it': withClaims({ id: [userId] }),
      'id a number': withClaims({ sub: '42', id: 42 }),
      'id in another normal form': withClaims({ sub: 'zo\u00eb', id: 'zoe\u0308' }),
    }),
  ]
}

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
  'an __proto__': '__proto__',
  'spaces within': 'ada of lovelace',
  'an address of an identity provider': 'auth0|5f7c8ec7c33c6c004bbafe82',
  'a precomposed letter': 'zo\u00eb',
  'a decomposed letter': 'zoe\u0308',
  '255 letters': 'a'.repeat(255),
  '255 astral characters': '🙂'.repeat(255),
}

/** Odd names, each a user's own, and the target's user beside claims that name others. */
export const goodIdentities = ({ withClaims, withMembers, userId }: TokenForge): readonly GoodToken[] => [
  ...Object.entries(subjects).flatMap(([name, sub]) => goodFor(sub, { [name]: withClaims({ sub }) })),
  ...goodFor(`${userId.toUpperCase()}`, {
    'the user in capitals, who is another': withClaims({ sub: userId.toUpperCase() }),
  }),
  ...goodFor(userId, {
    'an id equal to sub': withClaims({ id: userId }),
    "Better Auth's record of the user": withClaims({
      id: userId,
      email: 'eve@example.com',
      emailVerified: true,
      name: 'Eve',
      image: null,
      createdAt: '2026-01-01T00:00:00.000Z',
    }),
    'a __proto__ that says otherwise': withMembers('"__proto__":{"sub":"eve","id":"eve"}'),
    'a constructor and a toString': withClaims({ constructor: 1, toString: 2, hasOwnProperty: 3 }),
    'other names for a user': withClaims({ userId: 'eve', user_id: 'eve', uid: 'eve', email: 'eve' }),
  }),
]
