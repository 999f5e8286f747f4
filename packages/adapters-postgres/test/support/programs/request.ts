import type { TaskChanges, TaskStatus, TaskUseCases } from '@taskport/domain'
import fc from 'fast-check'
import {
  badDescriptions,
  badSearches,
  badTitles,
  descriptions,
  farTitles,
  searches,
  titles,
} from './vocabulary.js'

/** Which version a conditional change names: the task's own, the one before, another task's, or none that ever was. */
export type VersionWord = 'current' | 'older' | 'other' | 'never'

type ListFilter = Omit<Parameters<TaskUseCases['listTasks']>[0], 'ownerId' | 'after'>

interface OfOne {
  readonly who: number
  /** 0 to 9: see `resolve`. */
  readonly task: number
}

/**
 * One step of a program before it is known what is stored. Numbers are of what there is then, counted round: of tasks from the
 * first, of commands, places and marks from the latest, so that a program stays the same when it loses its beginning.
 */
export type Request =
  | {
      readonly do: 'create'
      readonly who: number
      /** Which of the few ids; null lets the use case make one. */
      readonly chosen: number | null
      readonly title: string
      readonly description: string | null | undefined
      readonly status: TaskStatus | undefined
    }
  | ({ readonly do: 'get' } & OfOne)
  | ({
      readonly do: 'update'
      readonly changes: TaskChanges
      readonly ifVersions: readonly VersionWord[] | undefined
    } & OfOne)
  | ({ readonly do: 'delete' | 'restore'; readonly ifVersions: readonly VersionWord[] | undefined } & OfOne)
  | { readonly do: 'list'; readonly who: number; readonly filter: ListFilter; readonly toTheEnd: boolean }
  | { readonly do: 'next page'; readonly of: number; readonly toTheEnd: boolean }
  | {
      readonly do: 'changes'
      readonly who: number
      readonly since: number | 'the future' | null
      readonly limit: number | undefined
      readonly toTheEnd: boolean
    }
  | { readonly do: 'purge'; readonly days: number | undefined }
  | { readonly do: 'retry'; readonly of: number }

/** A request, and how far the clock moves before it, in milliseconds. */
export interface Step {
  readonly wait: number
  readonly request: Request
}

const day = 24 * 60 * 60 * 1_000

const often = <Value>(weight: number, arbitrary: fc.Arbitrary<Value>) => ({ weight, arbitrary })
const always = <Value>(weight: number, value: Value) => often(weight, fc.constant(value))

const given = (texts: readonly { readonly given: string }[]) =>
  fc.constantFrom(...texts.map((text) => text.given))

const anyNumber = fc.nat({ max: 9 })
const who = fc.oneof(always(10, 0), always(2, 1), always(1, 2))
const title = fc.oneof(
  often(14, given(titles.slice(0, 3))),
  often(6, fc.constantFrom(...farTitles)),
  often(14, given(titles)),
  often(1, given(badTitles)),
)
const description = fc.oneof(
  always(12, null),
  often(12, given(descriptions)),
  often(1, given(badDescriptions)),
)
const status = fc.constantFrom('pending', 'completed')
const toTheEnd = fc.boolean()
const limit = fc.constantFrom(undefined, 1, 2, 3)
const versionWord = fc.oneof(
  always(4, 'current' as const),
  always(3, 'older' as const),
  always(1, 'other' as const),
  always(1, 'never' as const),
)
const ifVersions = fc.oneof(
  always(3, undefined),
  often(2, fc.array(versionWord, { minLength: 1, maxLength: 1 })),
  often(1, fc.array(versionWord, { maxLength: 3 })),
)
const filter = fc.record({
  status: fc.oneof(always(5, undefined), often(3, fc.constantFrom('all', 'pending', 'completed'))),
  search: fc.oneof(always(20, undefined), often(8, given(searches)), often(1, given(badSearches))),
  sort: fc.constantFrom(undefined, 'created', 'updated', 'title', 'title'),
  order: fc.constantFrom(undefined, 'asc', 'desc'),
  isDeleted: fc.oneof(always(4, undefined), often(2, fc.boolean())),
  limit: fc.constantFrom(undefined, 1, 1, 2, 3),
})

const creation = (chosen: fc.Arbitrary<number | null>) =>
  fc.record({
    do: fc.constant('create' as const),
    who,
    chosen,
    title,
    description: fc.option(description, { nil: undefined, freq: 2 }),
    status: fc.option(status, { nil: undefined, freq: 2 }),
  })

const request = (chosen: fc.Arbitrary<number | null>): fc.Arbitrary<Request> =>
  fc.oneof(
    often(5, creation(chosen)),
    often(1, fc.record({ do: fc.constant('get' as const), who, task: anyNumber })),
    often(
      6,
      fc.record({
        do: fc.constant('update' as const),
        who,
        task: anyNumber,
        changes: fc.record({ title, description, status }, { requiredKeys: [] }),
        ifVersions,
      }),
    ),
    often(9, fc.record({ do: fc.constant('delete' as const), who, task: anyNumber, ifVersions })),
    often(4, fc.record({ do: fc.constant('restore' as const), who, task: anyNumber, ifVersions })),
    often(8, fc.record({ do: fc.constant('list' as const), who, filter, toTheEnd })),
    often(3, fc.record({ do: fc.constant('next page' as const), of: anyNumber, toTheEnd })),
    often(
      7,
      fc.record({
        do: fc.constant('changes' as const),
        who,
        since: fc.oneof(always(4, null), often(8, anyNumber), always(1, 'the future' as const)),
        limit,
        toTheEnd,
      }),
    ),
    often(4, fc.record({ do: fc.constant('retry' as const), of: fc.nat({ max: 14 }) })),
  )

const purge = fc.record({
  do: fc.constant('purge' as const),
  days: fc.constantFrom(0, 0, 0, 1, 30, undefined),
})

/** The clock mostly stands or creeps, sometimes goes back, sometimes skips a day. */
const wait = fc.oneof(always(6, 0), always(6, 1), always(2, 1_000), always(1, -3), always(1, day))

/** Until the trash is just not, or just, old enough. */
const waitForTrash = fc.constantFrom(0, 1, 1, day, 30 * day, 30 * day + 1, 40 * day)

/** Any program. With `chosenIds`, every creation brings its id, as a client that retries must. */
export const programs = ({ chosenIds = false } = {}): fc.Arbitrary<Step[]> => {
  const chosen = chosenIds ? fc.nat({ max: 3 }) : fc.option(fc.nat({ max: 3 }), { nil: null, freq: 2 })
  const creations = fc.array(fc.record({ wait, request: creation(chosen) }), { maxLength: 6, size: 'max' })
  const step = fc.oneof(
    often(7, fc.record({ wait, request: request(chosen) })),
    often(1, fc.record({ wait: waitForTrash, request: purge })),
  )
  const others = fc.array(step, { maxLength: 10, size: 'max' })
  // Most lists and feeds are worth little with less than some tasks. Without bias: with it, half of all programs are tiny.
  return fc.noBias(fc.tuple(creations, others).map(([first, then]) => [...first, ...then]))
}
