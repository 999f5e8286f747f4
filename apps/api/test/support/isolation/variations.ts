import type { Draft } from './draft.js'
import type { Knowledge } from './knowledge.js'
import type { Operation } from './operations.js'

/** A way to make use of what is known of somebody's task. */
export interface Variation {
  readonly name: string
  readonly change: (draft: Draft, knowledge: Knowledge) => Draft
}

const variation = (name: string, change: Variation['change']): Variation => ({ name, change })

const withHeader = (name: string, what: string, value: (knowledge: Knowledge) => string): Variation =>
  variation(`with ${what} as ${name}`, (draft, knowledge) => ({
    ...draft,
    headers: { ...draft.headers, [name]: value(knowledge) },
  }))

const withQuery = (name: string, what: string, value: (knowledge: Knowledge) => string): Variation =>
  variation(`with ${what} as ${name}`, (draft, knowledge) => ({
    ...draft,
    query: { ...draft.query, [name]: value(knowledge) },
  }))

const withMember = (name: string): Variation =>
  variation(`with ${name} in the body`, (draft, { userId }) => ({
    ...draft,
    body: { ...(typeof draft.body === 'object' ? draft.body : {}), [name]: userId },
  }))

const conditions: readonly Variation[] = [
  withHeader('If-Match', 'the ETag', ({ etag }) => etag),
  withHeader('If-Match', '*', () => '*'),
  withHeader('If-Match', 'a list', ({ etag }) => `"999999999", W/${etag}, ${etag}`),
  withHeader('If-None-Match', 'the ETag', ({ etag }) => etag),
  withHeader('If-None-Match', '*', () => '*'),
]

const ownerNames = ['userId', 'user_id', 'ownerId'] as const

const claims: readonly Variation[] = [
  withHeader('X-User-Id', 'the owner', ({ userId }) => encodeURIComponent(userId)),
  withHeader('Cookie', 'the owner', ({ userId }) => `userId=${encodeURIComponent(userId)}`),
  ...ownerNames.map((name) => withQuery(name, 'the owner', ({ userId }) => userId)),
]

const bodies: readonly Variation[] = [
  ...ownerNames.map(withMember),
  variation('with a body that is not valid', (draft) => ({ ...draft, body: { title: 1 } })),
]

/** In the path of its owner, where nothing else matters: it is refused for that, whatever is wrong beside. */
const inTheirName: readonly Variation[] = Object.entries({
  'in the name of its owner': {},
  'in the name of its owner, with an id that is none': { pathId: 'no-uuid' },
  'in the name of its owner, with a query that is not valid': { query: { status: 'done', page: '2' } },
  'in the name of its owner, with a condition that is none': { headers: { 'If-Match': 'x' } },
  'in the name of its owner, with a body that is not JSON by its type': {
    headers: { 'Content-Type': 'text/plain' },
  },
}).map(([name, wrong]) =>
  variation(name, (draft, { userId }) => ({ ...draft, ...wrong, pathUserId: userId })),
)

/** A cursor or sync mark, beside the filters that it came with. */
const withToken = (name: string, number: number, filters: Readonly<Record<string, string>>): Variation =>
  variation(`with token ${number} of ${JSON.stringify(filters)} as ${name}`, (draft, { tokens }) => ({
    ...draft,
    query: { ...draft.query, ...filters, [name]: tokens[number]?.text ?? '' },
  }))

const textVariations = ({ query }: Operation, { tokens }: Knowledge): Variation[] =>
  query
    .filter(({ isText }) => isText)
    .flatMap(({ name }) => [
      withQuery(name, 'a word of theirs', ({ word }) => word),
      withQuery(name, 'the id', ({ taskId }) => taskId),
      withQuery(name, 'the owner', ({ userId }) => userId),
      ...tokens.map(({ filters }, number) => {
        const isKnown = Object.keys(filters).every((filter) => query.some((known) => known.name === filter))
        return withToken(name, number, isKnown ? filters : {})
      }),
    ])

/** Ids that are none, or that are another spelling of one; those of two tasks are alike but for the digits of the id. */
const spellings: Readonly<Record<string, (id: string) => string>> = {
  'the id in upper case': (id) => id.toUpperCase(),
  'the id in braces': (id) => `%7B${id}%7D`,
  'the id as a URN': (id) => `urn:uuid:${id}`,
  'the id without hyphens': (id) => id.replaceAll('-', ''),
  'the id without its last digit': (id) => id.slice(0, -1),
  'the id and a space': (id) => `${id}%20`,
  'the id and a plus': (id) => `${id}+`,
  'the id and U+0000': (id) => `${id}%00`,
  'the id and a byte that is not UTF-8': (id) => `${id}%ff`,
  'the id, encoded': (id) => id.replaceAll('-', '%2D'),
  'the id twice': (id) => `${id},${id}`,
  'a way round to the id': (id) => `x%2F..%2F${id}`,
  'the id in SQL': (id) => `'%20or%20id='${id}`,
  'the id as a pattern': (id) => `${id.slice(0, -1)}_`,
  'the id and a dot': (id) => `${id}.`,
}

const spelled = Object.entries(spellings).map(([name, spell]) =>
  variation(`with ${name}`, (draft) => ({ ...draft, pathId: spell(draft.pathId) })),
)

/** The ways in which a route's request can be about somebody else's task, whichever it is. */
export const variationsOf = (operation: Operation): readonly Variation[] => [
  variation('as the document tells', (draft) => draft),
  ...conditions,
  ...claims,
  ...(operation.body === undefined ? [] : bodies),
  ...(operation.parameters.includes('userId') ? inTheirName : []),
]

/** Those that one task of the other user is enough for: spellings of an id, and whatever text a query takes. */
export const furtherVariationsOf = (operation: Operation, theirs: Knowledge): readonly Variation[] => [
  ...(operation.parameters.includes('id') ? spelled : []),
  ...textVariations(operation, theirs),
]
