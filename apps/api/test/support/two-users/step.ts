import fc from 'fast-check'
import { pairCount } from './user-ids.js'

/**
 * One of the ids that both users choose from, or a task of the user's own that fits what is wished, or one of the other user's
 * whose id the server has made.
 */
export type TaskWord = 0 | 1 | 2 | 'own' | 'theirs'

/** The version last seen of the task, the one before, the other user's latest, any; null: no condition. */
export type VersionWord = 'current' | 'older' | 'theirs' | '*' | null

/** Which of several: the latest is 0. */
export type Whose = 'mine' | 'theirs'

export interface TaskContent {
  readonly title?: string | undefined
  readonly description?: string | null | undefined
  readonly status?: string | undefined
}

/** What the second face takes of a task. */
export interface PlainContent {
  readonly title?: string | undefined
  readonly description?: string | null | undefined
  readonly completed?: boolean | undefined
}

/** What a user wants, before it is known what there is. */
export type Wish =
  | { readonly do: 'create'; readonly id: 0 | 1 | 2 | null; readonly content: TaskContent }
  | {
      readonly do: 'change'
      readonly method: string
      readonly task: TaskWord
      readonly content: TaskContent
      readonly ifMatch: VersionWord
    }
  | { readonly do: 'delete' | 'restore'; readonly task: TaskWord; readonly ifMatch: VersionWord }
  | {
      readonly do: 'get'
      readonly method: string
      readonly task: TaskWord
      readonly ifNoneMatch: VersionWord
    }
  | { readonly do: 'list'; readonly filters: Readonly<Record<string, string | undefined>> }
  | { readonly do: 'next page'; readonly whose: Whose }
  | { readonly do: 'changes'; readonly since: Whose | null; readonly limit: string | undefined }
  | { readonly do: 'plain list'; readonly filters: Readonly<Record<string, string | undefined>> }
  | {
      readonly do: 'plain'
      readonly what: 'create' | 'get' | 'put' | 'toggle' | 'complete' | 'delete'
      readonly task: TaskWord
      readonly content: PlainContent
      readonly condition: VersionWord
    }

/** One request of one of two users. */
export interface Step {
  readonly who: 0 | 1
  /** Which of several things made, seen or given is meant, counted back from the latest, round. */
  readonly which: number
  /** Whether it is sent at the same time as the next one, if that is the other user's. */
  readonly isTogether: boolean
  readonly wish: Wish
}

export interface Program {
  /** How the two users' names are alike. */
  readonly kind: number
  readonly steps: readonly Step[]
}

const often = <Value>(weight: number, arbitrary: fc.Arbitrary<Value>) => ({ weight, arbitrary })
const always = <const Value>(weight: number, value: Value) => often(weight, fc.constant(value))

const chosen: fc.Arbitrary<0 | 1 | 2> = fc.constantFrom(0, 1, 2)
const task: fc.Arbitrary<TaskWord> = fc.oneof(often(4, chosen), always(9, 'own'), always(2, 'theirs'))
const version: fc.Arbitrary<VersionWord> = fc.oneof(
  always(8, null),
  always(3, 'current'),
  always(2, 'older'),
  always(2, 'theirs'),
  always(1, '*'),
)
const whose: fc.Arbitrary<Whose> = fc.oneof(always(3, 'mine'), always(1, 'theirs'))
const title = fc.constantFrom('Milk', 'milk', 'Éclair', '10', '9', 'Z \u{1F600}', ' ')
const content = fc.record(
  {
    title,
    description: fc.constantFrom(null, 'with MILK', ''),
    status: fc.constantFrom('pending', 'completed'),
  },
  { requiredKeys: [] },
)
const limit = fc.constantFrom(undefined, '1', '2', '3')
const filters = fc.record({
  limit,
  status: fc.constantFrom(undefined, undefined, 'pending', 'completed'),
  q: fc.constantFrom(undefined, undefined, undefined, 'milk', 'e', 'nowhere'),
  sort: fc.constantFrom(undefined, 'created', 'updated', 'title'),
  order: fc.constantFrom(undefined, 'asc', 'desc'),
  deleted: fc.constantFrom(undefined, undefined, 'only'),
})

const plainFilters = fc.record({
  status: fc.constantFrom(undefined, undefined, 'pending', 'completed'),
  sort: fc.constantFrom(undefined, 'created', 'updated', 'title'),
})

const plainContent = fc.record(
  { title, description: fc.constantFrom(null, 'plain'), completed: fc.boolean() },
  { requiredKeys: [] },
)

const creation: fc.Arbitrary<Wish> = fc.record({
  do: fc.constant('create'),
  id: fc.option(chosen, { nil: null, freq: 2 }),
  content: fc.tuple(title, content).map(([required, others]) => ({ ...others, title: required })),
})

const wish: fc.Arbitrary<Wish> = fc.oneof(
  often(4, creation),
  often(
    5,
    fc.record({
      do: fc.constant('change'),
      method: fc.constantFrom('PUT', 'PATCH'),
      task,
      content,
      ifMatch: version,
    }),
  ),
  often(6, fc.record({ do: fc.constantFrom('delete', 'delete', 'restore'), task, ifMatch: version })),
  often(
    3,
    fc.record({
      do: fc.constant('get'),
      method: fc.constantFrom('GET', 'HEAD'),
      task,
      ifNoneMatch: version,
    }),
  ),
  often(4, fc.record({ do: fc.constant('list'), filters })),
  often(3, fc.record({ do: fc.constant('next page'), whose })),
  often(2, fc.record({ do: fc.constant('plain list'), filters: plainFilters })),
  often(
    8,
    fc.record({
      do: fc.constant('plain'),
      what: fc.constantFrom('create', 'get', 'put', 'toggle', 'toggle', 'toggle', 'complete', 'delete'),
      task,
      content: plainContent,
      condition: version,
    }),
  ),
  often(4, fc.record({ do: fc.constant('changes'), since: fc.option(whose, { nil: null, freq: 4 }), limit })),
)

const stepOf = (wished: fc.Arbitrary<Wish>): fc.Arbitrary<Step> =>
  fc.record({
    who: fc.constantFrom(0, 1),
    which: fc.nat({ max: 3 }),
    isTogether: fc.boolean(),
    wish: wished,
  })

/** Any program of two users. Without bias, as with it half of all programs are tiny; some tasks first, as lists of none show little. */
export const programs: fc.Arbitrary<Program> = fc.noBias(
  fc.record({
    kind: fc.nat({ max: pairCount - 1 }),
    steps: fc
      .tuple(
        fc.array(stepOf(creation), { maxLength: 6, size: 'max' }),
        fc.array(stepOf(wish), { maxLength: 14, size: 'max' }),
      )
      .map(([first, then]) => [...first, ...then]),
  }),
)
