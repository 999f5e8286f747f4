/** What a client must know of a task to keep it up to date. */
interface Versioned {
  readonly id: string
  readonly version: number
}

/**
 * A client's tasks by id after a page of changes. Apply pages in the order they were answered; applying one again changes
 * nothing. Tasks in the trash stay, with their `deletedAt`. When a mark is refused (CHANGES_GONE), start from an empty map.
 */
export const applyChanges = <Task extends Versioned>(
  tasks: ReadonlyMap<string, Task>,
  changed: readonly Task[],
): ReadonlyMap<string, Task> => {
  const applied = new Map(tasks)
  for (const task of changed) {
    const known = applied.get(task.id)
    if (known === undefined || known.version < task.version) applied.set(task.id, task)
  }
  return applied
}
