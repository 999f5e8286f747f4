import { parseTaskId, type TaskId } from '@taskport/domain'
import { v7 } from 'uuid'

/** A new UUID of version 7: later ones are greater, so that they fill the end of the index (RFC 9562, section 5.7). */
export const randomTaskId = (): TaskId => {
  const id = parseTaskId(v7())
  if (id === null) throw new Error('The UUID library made no UUID')
  return id
}
