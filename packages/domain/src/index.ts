export { daysBefore, type Instant, instantAfter, parseInstant } from './instant.js'
export { limits } from './limits.js'
export type { Ports } from './ports/ports.js'
export { StorageUnavailable } from './ports/storage-unavailable.js'
export type {
  ChangedTasks,
  ChangesQuery,
  Insertion,
  InsertOptions,
  PurgeOrder,
  TaskPage,
  TaskQuery,
  TaskRepository,
} from './ports/task-repository.js'
export { applyChanges } from './sync/apply-changes.js'
export { mergeTask, type TaskContent, type TaskMerge } from './sync/merge-task.js'
export type { TaskChanges } from './task/change-task.js'
export { descriptionPattern, descriptionProblem } from './task/description.js'
export { foldText } from './task/fold-text.js'
export { foldedTitle } from './task/folded-title.js'
export type { IfVersions } from './task/require-version.js'
export { searchPattern, searchProblem } from './task/search.js'
export type { Completion, Task, TaskKey, TaskState, TaskStatus } from './task/task.js'
export { type FieldProblem, type Refusal, TaskError, type TaskErrorCode } from './task/task-error.js'
export { parseTaskId, type TaskId, taskIdPattern } from './task/task-id.js'
export { comparePositions, positionOf, type TaskPosition, type TaskSort } from './task/task-position.js'
export type { TextProblem } from './task/text-problem.js'
export { titlePattern, titleProblem } from './task/title.js'
export type { CreateTask, CreationLimits, TaskCreation } from './use-cases/create-task.js'
export type { DeleteTask, TaskDeletion } from './use-cases/delete-task.js'
export type { ListChanges, SyncMark, TaskChangesPage } from './use-cases/list-changes.js'
export type { ListTasks, TaskList } from './use-cases/list-tasks.js'
export type { PurgeTrash } from './use-cases/purge-trash.js'
export type { RestoreTask } from './use-cases/restore-task.js'
export { type TaskUseCases, taskUseCases } from './use-cases/task-use-cases.js'
export type { ToggleTask } from './use-cases/toggle-task.js'
export type { UpdateTask } from './use-cases/update-task.js'
