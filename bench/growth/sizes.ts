import type { Amount } from '../data/fill.js'

/** One amount of data, and the line of the plot that it is a point of. */
export interface Size {
  readonly line: 'tasks of one owner' | 'owners of ten tasks'
  readonly count: number
  readonly amount: Amount
}

/** One owner is never alone: in a table of a hundred rows PostgreSQL rightly uses no index, and reads all that updates leave behind. */
const others = 1_000

const ofTasks = (count: number): Size => ({
  line: 'tasks of one owner',
  count,
  amount: { users: 1, tasksPerUser: count, others },
})

const ofOwners = (count: number): Size => ({
  line: 'owners of ten tasks',
  count,
  amount: { users: count, tasksPerUser: 10 },
})

/** From the smallest of each line, which the others are compared with. */
export const sizes: readonly Size[] = [
  ofTasks(100),
  ofTasks(10_000),
  ofTasks(1_000_000),
  ofOwners(10),
  ofOwners(100_000),
]
