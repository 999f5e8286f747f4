import { limits } from '../limits.js'
import type { Ports } from '../ports/ports.js'
import { type CreationLimits, createTask } from './create-task.js'
import { deleteTask } from './delete-task.js'
import { getTask } from './get-task.js'
import { listChanges } from './list-changes.js'
import { listTasks } from './list-tasks.js'
import { purgeTrash } from './purge-trash.js'
import { restoreTask } from './restore-task.js'
import { toggleTask } from './toggle-task.js'
import { updateTask } from './update-task.js'

/** The driving port: what a driving adapter is given. */
export type TaskUseCases = ReturnType<typeof taskUseCases>

/** Joins the use cases to the driven ports that serve them. A limit that is left out is the domain's own. */
export const taskUseCases = (
  ports: Ports,
  { taskQuota = limits.taskQuota.default }: Partial<CreationLimits> = {},
) => ({
  createTask: createTask(ports, { taskQuota }),
  getTask: getTask(ports),
  listTasks: listTasks(ports),
  updateTask: updateTask(ports),
  toggleTask: toggleTask(ports),
  deleteTask: deleteTask(ports),
  restoreTask: restoreTask(ports),
  listChanges: listChanges(ports),
  purgeTrash: purgeTrash(ports),
})
