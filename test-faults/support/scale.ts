const isShort = process.env.TASKPORT_FAULTS === 'short'

const numberFrom = (name: string, otherwise: number): number => Number(process.env[name] ?? otherwise)

/** How much the suite does: all of it, or with `TASKPORT_FAULTS=short` what a change can wait for. */
export const scale = {
  /** How often the database is killed with `kill -9` under writers. */
  kills: numberFrom('TASKPORT_FAULT_KILLS', isShort ? 4 : 25),
  /** How many writes have to be acknowledged meanwhile. */
  acknowledged: numberFrom('TASKPORT_FAULT_WRITES', isShort ? 12_000 : 200_000),
  /** How often each other fault comes. */
  others: isShort ? 1 : 3,
  /** For how long a steady load meets a database that stands still now and again, in milliseconds. */
  stallsMs: isShort ? 6_000 : 20_000,
  slowClients: isShort ? 150 : 500,
  /** For how long the API is given more than it can carry, in milliseconds. */
  overloadMs: isShort ? 8_000 : 30_000,
} as const
