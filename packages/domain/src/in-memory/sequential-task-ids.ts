import { parseTaskId, type TaskId } from '../task/task-id.js'

/** Makes `00000000-0000-7000-8000-000000000001` and so on, so that tests know each id. */
export const sequentialTaskIds = (): (() => TaskId) => {
  let made = 0
  return () => {
    made += 1
    const id = parseTaskId(`00000000-0000-7000-8000-${made.toString(16).padStart(12, '0')}`)
    if (id === null) throw new RangeError('No ids are left')
    return id
  }
}
