/** Why the gate turned work away: no place in the queue, a turn that would come too late, or a deadline that came while it waited or ran. */
export type TurnedAwayCause = 'queue-full' | 'too-slow' | 'deadline-waiting' | 'deadline-running'

/** What the admission gate tells of the work that comes to it. */
export interface GateMeter {
  /** Work was let in, so long after it came. */
  admitted(waitedSeconds: number): void
  turnedAway(cause: TurnedAwayCause): void
}

/** The port by which this package tells what there is to count, as it happens: it must be quick, and it must not throw. */
export interface DatabaseMeter extends GateMeter {
  /** A statement was sent once more: others were quicker, or a pooler had changed its session. */
  statementRepeated(): void
}

/** How busy the way to the database is at a moment. */
export interface DatabaseLoad {
  /** Pieces of work let in by the gate, and not ended. */
  readonly running: number
  /** Pieces of work that wait before the gate. */
  readonly waiting: number
  readonly connections: {
    /** Being opened. */
    readonly connecting: number
    readonly idle: number
    /** At work. */
    readonly busy: number
    /** Being closed. */
    readonly closing: number
  }
}

const ignore = (): void => {}

/** Counts nothing. */
export const noDatabaseMeter: DatabaseMeter = {
  admitted: ignore,
  turnedAway: ignore,
  statementRepeated: ignore,
}
