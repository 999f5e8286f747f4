import assert from 'node:assert/strict'
import { TaskportError, type TaskportFailure } from '@taskport/client'

/** What a call that must fail has failed with. */
export const failureOf = async (call: Promise<unknown>): Promise<TaskportFailure> => {
  try {
    await call
  } catch (error) {
    assert.ok(error instanceof TaskportError, String(error))
    return error
  }
  assert.fail('The call has not failed')
}
