import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  foldedTitle,
  foldText,
  searchProblem,
  TaskError,
  type TaskPosition,
  taskUseCases,
} from '@taskport/domain'
import { inMemoryPorts } from '@taskport/domain/in-memory'

test('pages follow one another until there is no next', async () => {
  const { createTask, listTasks } = taskUseCases(inMemoryPorts())
  for (const title of ['c', 'A', 'b']) await createTask({ ownerId: 'alice', title })
  const titles: string[] = []
  let after: TaskPosition | undefined
  do {
    const { tasks, next } = await listTasks({
      ownerId: 'alice',
      sort: 'title',
      order: 'asc',
      limit: 1,
      after,
    })
    titles.push(...tasks.map(({ title }) => title))
    after = next ?? undefined
  } while (after !== undefined)
  assert.deepEqual(titles, ['A', 'b', 'c'])
})

test('a search is split into words, and refused when it has none', async () => {
  const { createTask, listTasks } = taskUseCases(inMemoryPorts())
  await createTask({ ownerId: 'alice', title: 'Buy milk', description: 'At the Caf\u00E9' })
  const found = async (search: string) => (await listTasks({ ownerId: 'alice', search })).tasks.length
  assert.equal(await found(' CAFE\u0301\tmilk  milk '), 1)
  assert.equal(await found('milk tea'), 0)
  await assert.rejects(found(' \n'), (error: unknown) => {
    assert.ok(error instanceof TaskError)
    assert.deepEqual(error.refusal, {
      code: 'INVALID_TEXT',
      problems: [{ field: 'search', problem: 'BLANK' }],
    })
    return true
  })
  assert.equal(searchProblem('x'.repeat(200)), null)
  assert.equal(searchProblem('x'.repeat(201)), 'TOO_LONG')
  assert.equal(searchProblem('a\0'), 'MALFORMED')
})

test('a page of a size that nobody has to serve is a mistake of the program', async () => {
  const { listTasks, listChanges } = taskUseCases(inMemoryPorts())
  for (const limit of [0, 1001, 1.5, Number.NaN]) {
    await assert.rejects(listTasks({ ownerId: 'alice', limit }), RangeError)
    await assert.rejects(listChanges({ ownerId: 'alice', limit }), RangeError)
  }
})

test('folding takes case and accents away and keeps what distinguishes letters', () => {
  assert.equal(foldText('\u00C9clair CAF\u0045\u0301 \u00C5ngstr\u00F6m'), 'eclair cafe angstrom')
  assert.equal(foldText('\u0130stanbul'), 'istanbul')
  assert.ok(
    foldText('\u039F\u0394\u039F\u03A3\u03A4\u03A1\u03A9\u039C\u0391').startsWith(
      foldText('\u039F\u0394\u039F\u03A3'),
    ),
    'a sigma is one letter',
  )
  assert.equal(
    foldText('\u0939\u093F\u0928\u094D\u0926\u0940'),
    '\u0939\u093F\u0928\u094D\u0926\u0940',
    'vowel signs are letters',
  )
  assert.equal(foldText('\uD55C\uAE00'), '\uD55C\uAE00', 'syllables stay whole')
  assert.equal([...foldedTitle('\u{10400}'.repeat(255))].length, 255)
  assert.ok([...foldedTitle('\u1E9E\uFB03'.repeat(127))].length <= 255)
})

test('a list that goes on behind a place in another order is a mistake of the program', async () => {
  const { createTask, listTasks } = taskUseCases(inMemoryPorts())
  for (const title of ['One', 'Two']) await createTask({ ownerId: 'alice', title })
  const { next } = await listTasks({ ownerId: 'alice', sort: 'updated', limit: 1 })
  assert.ok(next)
  await assert.rejects(listTasks({ ownerId: 'nobody', sort: 'created', after: next }), RangeError)
  assert.equal((await listTasks({ ownerId: 'alice', sort: 'updated', after: next })).tasks.length, 1)
})
