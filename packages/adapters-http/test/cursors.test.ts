import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseInstant, parseTaskId, type TaskPosition } from '@taskport/domain'
import { openCursor, sealCursor } from '../src/opaque/list-cursor.js'
import { opaqueTokens } from '../src/opaque/opaque-tokens.js'
import { openSince, sealSince } from '../src/opaque/sync-token.js'
import { HttpProblemError } from '../src/problems/http-problem.js'

const tokens = opaqueTokens([new Uint8Array(32).fill(7)])

const taskId = parseTaskId('0f6f1f0e-6d0c-4f4e-9f0a-3f6b7d1c2e4a')
assert.ok(taskId !== null)

const places = {
  created: { sort: 'created', createdAt: parseInstant('2026-02-01T00:00:00.000Z'), taskId },
  updated: { sort: 'updated', version: 12 },
  title: { sort: 'title', foldedTitle: 'buy milk', taskId },
} as const satisfies Record<string, TaskPosition>

const query = { ownerId: 'ann', sort: 'created' } as const

/** The problem that a caller is told of who sends what this opens. */
const problemOf = (open: () => unknown) => {
  try {
    open()
  } catch (error) {
    assert.ok(error instanceof HttpProblemError)
    return [error.problem.status, error.problem.errors]
  }
  assert.fail('it was taken')
}

const notOfThisList = [
  422,
  [
    {
      pointer: '/cursor',
      code: 'NOT_OF_THIS_LIST',
      message: 'The cursor must be the nextCursor of a page of this very list: the same filters and order.',
    },
  ],
]

describe('a cursor brings back the place that it was made of', () => {
  for (const [sort, place] of Object.entries(places)) {
    test(`by ${sort}`, () => {
      const asked = { ...query, sort: place.sort }
      const cursor = sealCursor(tokens, asked, place)
      assert.deepEqual(openCursor(tokens, asked, cursor ?? ''), place)
    })
  }

  test('what is said by default is the same as what is left out', () => {
    const said = { ...query, status: 'all', order: 'desc', isDeleted: false } as const
    const cursor = sealCursor(tokens, { ownerId: 'ann' }, places.created)
    assert.deepEqual(openCursor(tokens, said, cursor ?? ''), places.created)
    const back = sealCursor(tokens, said, places.created)
    assert.deepEqual(openCursor(tokens, { ownerId: 'ann' }, back ?? ''), places.created)
  })

  test('behind the last place there is none', () => {
    assert.equal(sealCursor(tokens, query, null), null)
  })
})

test('a cursor of another list, or none, is refused', () => {
  const cursor = sealCursor(tokens, query, places.created) ?? ''
  const others = [
    { ...query, ownerId: 'bob' },
    { ...query, status: 'pending' },
    { ...query, status: 'completed' },
    { ...query, search: '' },
    { ...query, search: 'milk' },
    { ...query, sort: 'title' },
    { ...query, sort: 'updated' },
    { ...query, order: 'asc' },
    { ...query, isDeleted: true },
  ] as const
  for (const other of others) {
    assert.deepEqual(
      problemOf(() => openCursor(tokens, other, cursor)),
      notOfThisList,
      JSON.stringify(other),
    )
  }
  for (const text of ['', 'x', `${cursor}x`]) {
    assert.deepEqual(
      problemOf(() => openCursor(tokens, query, text)),
      notOfThisList,
      text,
    )
  }
})

test('a cursor that holds no place of its order is refused, though it is ours', () => {
  const contents: Readonly<Record<TaskPosition['sort'], readonly unknown[]>> = {
    created: [
      null,
      {},
      'x',
      [],
      [5, taskId],
      ['2026-02-01T00:00:00.000Z'],
      ['2026-02-01T00:00:00.000Z', 'x'],
      ['2026-02-01T00:00:00.000Z', 7],
    ],
    updated: [null, { 0: 12 }, [], ['12'], [null]],
    title: [null, [], ['buy milk'], ['buy milk', 'x'], [5, taskId]],
  }
  for (const sort of ['created', 'updated', 'title'] as const) {
    const purpose = JSON.stringify(['list', 'all', null, sort, 'desc', false])
    for (const content of contents[sort]) {
      const cursor = tokens.seal(purpose, 'ann', content)
      const problem = problemOf(() => openCursor(tokens, { ...query, sort }, cursor))
      assert.deepEqual(problem, notOfThisList, JSON.stringify([sort, content]))
    }
  }
})

test('a since brings back its mark', () => {
  const mark = { version: 12, purgedVersion: 3 }
  assert.deepEqual(openSince(tokens, 'ann', sealSince(tokens, 'ann', mark)), mark)
})

test('a since of another owner, of another purpose or of no mark is refused', () => {
  const expected = [
    422,
    [
      {
        pointer: '/since',
        code: 'NOT_OF_THIS_FEED',
        message: 'The since must be one that an answer of this address has given.',
      },
    ],
  ]
  const ours = sealSince(tokens, 'ann', { version: 12, purgedVersion: 3 })
  assert.deepEqual(
    problemOf(() => openSince(tokens, 'bob', ours)),
    expected,
  )
  const contents = [null, {}, { 0: 12, 1: 3 }, [], [12], ['12', 3], [12, '3'], [null, 3]]
  const foreign = [
    '',
    'x',
    tokens.seal('list', 'ann', [12, 3]),
    ...contents.map((content) => tokens.seal('changes', 'ann', content)),
  ]
  for (const since of foreign)
    assert.deepEqual(
      problemOf(() => openSince(tokens, 'ann', since)),
      expected,
    )
})
