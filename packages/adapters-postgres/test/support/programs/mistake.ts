import {
  type Ports,
  type Task,
  type TaskRepository,
  type TaskState,
  type TaskUseCases,
  taskUseCases,
} from '@taskport/domain'

/** One mistake that somebody could make, put into use cases that are right. */
export interface Mistake {
  readonly name: string
  readonly join: (ports: Ports) => TaskUseCases
}

/** A mistake of a repository: what it does otherwise than the right one. */
export const inRepository = (
  name: string,
  alter: (tasks: TaskRepository) => Partial<TaskRepository>,
): Mistake => ({
  name,
  join: (ports) => taskUseCases({ ...ports, tasks: { ...ports.tasks, ...alter(ports.tasks) } }),
})

/** A mistake in what an update writes, given what was read and what the rule made of it. */
export const inUpdate = (name: string, write: (read: Task, changed: TaskState) => TaskState): Mistake =>
  inRepository(name, (tasks) => ({
    update: (key, change) => tasks.update(key, (read) => write(read, change(read))),
  }))

/** A mistake of the use cases themselves. */
export const inUseCases = (
  name: string,
  alter: (useCases: TaskUseCases) => Partial<TaskUseCases>,
): Mistake => ({
  name,
  join: (ports) => {
    const useCases = taskUseCases(ports)
    return { ...useCases, ...alter(useCases) }
  },
})
