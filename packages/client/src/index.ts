export type { CallOptions, TaskportOptions } from './call-api.js'
export type { CatchUp } from './catch-up.js'
export type {
  ChangesPage,
  ChangesQuery,
  FieldError,
  NewTask,
  Task,
  TaskChanges,
  TaskFilter,
  TaskInHand,
  TaskPage,
  TaskQuery,
  TaskStatus,
} from './contract-types.js'
export { createTaskport, type Taskport } from './create-taskport.js'
export { newTaskId } from './new-task-id.js'
export type { RetryPolicy } from './retry-policy.js'
export { TaskportError, type TaskportErrorCode, type TaskportFailure } from './taskport-error.js'
export type { Tasks } from './tasks.js'
export { type KeptToken, keepToken, type TokenRequest, type TokenSource } from './token-source.js'
