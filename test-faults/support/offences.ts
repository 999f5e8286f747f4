import type { StoredTask } from './stored.js'
import type { Write } from './write.js'

/** What was done to a write that must not be: acknowledged and not stored, stored more than once, told failed and stored. */
export type Offence = 'lost' | 'doubled' | 'late'

export interface Offended {
  readonly offence: Offence
  readonly write: Write
}

const grouped = <Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> => {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group === undefined) groups.set(keyOf(item), [item])
    else group.push(item)
  }
  return groups
}

const ofCreations = (creations: readonly Write[], stored: readonly StoredTask[]): Offended[] => {
  const byTitle = grouped(stored, ({ title }) => title)
  return creations.flatMap((write): Offended[] => {
    const found = byTitle.get(write.mark) ?? []
    const isElsewhere = found.some(
      ({ id, ownerId }) => ownerId !== write.ownerId || id !== (write.taskId ?? id),
    )
    if (found.length > 1 || isElsewhere) return [{ offence: 'doubled', write }]
    if (write.outcome === 'ok' && found.length === 0) return [{ offence: 'lost', write }]
    if (write.outcome === 'failed' && found.length > 0) return [{ offence: 'late', write }]
    return []
  })
}

/** One writer alone changes a task, one write after the other; so its last acknowledged one must be what is there, or an unknown one after it. */
const ofOneTask = (writes: readonly Write[], task: StoredTask | undefined): Offended[] => {
  const last = writes.findLast(({ outcome }) => outcome === 'ok')
  if (last === undefined) return []
  if (task === undefined) return [{ offence: 'lost', write: last }]
  const there = task.description
  const holder = writes.find(({ kind, mark }) => kind === 'change' && mark === there)
  if (holder?.outcome === 'failed') return [{ offence: 'late', write: holder }]
  const isAfter = holder !== undefined && writes.indexOf(holder) > writes.indexOf(last)
  if (isAfter && holder.outcome === 'unknown') return []
  const isLast = last.kind === 'change' ? there === last.mark : there === null
  if (!isLast) return [{ offence: 'lost', write: last }]
  return task.version === last.version ? [] : [{ offence: 'doubled', write: last }]
}

/** Compares what callers were told with what is stored. */
export const offencesOf = (writes: readonly Write[], stored: readonly StoredTask[]): Offended[] => {
  const byId = new Map(stored.map((task) => [`${task.ownerId} ${task.id}`, task]))
  const ofTasks = grouped(
    writes.filter(({ taskId }) => taskId !== null),
    ({ ownerId, taskId }) => `${ownerId} ${taskId}`,
  )
  const creations = writes.filter(({ kind }) => kind === 'creation')
  const changed = [...ofTasks].flatMap(([key, itsWrites]) =>
    itsWrites.length > 1 ? ofOneTask(itsWrites, byId.get(key)) : [],
  )
  return [...ofCreations(creations, stored), ...changed]
}

/** Writes of one owner whose versions say another order than their callers saw, or that share one. */
export const disorderOf = (writes: readonly Write[]): Write[] => {
  const told = writes.filter(({ outcome, version }) => outcome === 'ok' && version !== null)
  return [...grouped(told, ({ ownerId }) => ownerId).values()].flatMap((ofOwner) => {
    const inOrder = ofOwner.toSorted((one, other) => (one.version ?? 0) - (other.version ?? 0))
    let latestStartMs = 0
    let before = 0
    return inOrder.filter((write) => {
      // Its answer was there before one of a lower version was even asked for.
      const isWrong = write.endMs < latestStartMs || write.version === before
      latestStartMs = Math.max(latestStartMs, write.startMs)
      before = write.version ?? 0
      return isWrong
    })
  })
}
