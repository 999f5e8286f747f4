import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Refusal, TaskError } from '@taskport/domain'
import { refusalProblem } from '../src/problems/refusal-problems.js'
import { answerTo } from './support/answer-to.js'
import { problemIn } from './support/problem.js'
import { someTask } from './support/some-task.js'

const refusals: readonly [
  code: Exclude<Refusal['code'], 'INVALID_TEXT' | 'VERSION_CONFLICT' | 'TASK_QUOTA_REACHED'>,
  number,
  string,
][] = [
  ['TASK_NOT_FOUND', 404, 'Task not found'],
  ['TASK_ID_TAKEN', 409, 'Another task already has this id'],
  ['TASK_NOT_DELETED', 409, 'The task is not in the trash'],
  ['CHANGES_GONE', 410, 'That was too long ago; start over without since'],
]

describe('a refusal of the domain has a status and words', () => {
  for (const [code, status, title] of refusals) {
    test(code, async () => {
      assert.deepEqual(refusalProblem({ code }), { code, status, title })
      const { response, logged } = await answerTo(new TaskError({ code }))
      assert.equal(problemIn(response, status, code).error, title)
      assert.deepEqual(logged, [], 'a refusal is no fault')
    })
  }

  test('TASK_QUOTA_REACHED says how many are too many', async () => {
    const { response } = await answerTo(new TaskError({ code: 'TASK_QUOTA_REACHED', quota: 1_000 }))
    assert.equal(
      problemIn(response, 403, 'TASK_QUOTA_REACHED').error,
      'You have 1,000 tasks, those in the trash too: as many as you may keep',
    )
  })

  test('VERSION_CONFLICT shows the task as it is now, and its version', async () => {
    const current = await someTask()
    const { response } = await answerTo(new TaskError({ code: 'VERSION_CONFLICT', current }))
    assert.equal(
      problemIn(response, 412, 'VERSION_CONFLICT').error,
      'The task has changed since you last saw it',
    )
    assert.deepEqual(response.json().current, current)
    assert.equal(response.headers.etag, `"${current.version}"`)
  })

  test('INVALID_TEXT names each field as the caller knows it', async () => {
    const problem = refusalProblem({
      code: 'INVALID_TEXT',
      problems: [
        { field: 'title', problem: 'BLANK' },
        { field: 'description', problem: 'TOO_LONG' },
        { field: 'search', problem: 'MALFORMED' },
      ],
    })
    assert.deepEqual(
      [problem.status, problem.code, problem.errors],
      [
        422,
        'INVALID_REQUEST',
        [
          { pointer: '/title', code: 'BLANK', message: 'The title must show at least one character.' },
          {
            pointer: '/description',
            code: 'TOO_LONG',
            message: 'The description must have at most 1000 characters.',
          },
          {
            pointer: '/q',
            code: 'MALFORMED',
            message: 'The q holds a character that cannot be kept (U+0000, or half of a surrogate pair).',
          },
        ],
      ],
    )
  })
})
