import type { TimeLeft } from './work-deadline.js'

/** The turn of a piece of work: its place, which it may share. */
export interface Turn<Company> {
  readonly timeLeft: TimeLeft
  company(): Company
  /** Leaves the others, and waits for a place of its own, ahead of all who have not begun. Nobody shares a place for a moment. */
  alone(): Promise<void>
}

/** A place as one sees it who has it, perhaps with others. */
export interface Seat<Company> {
  readonly company: Company
  /** Once. */
  leave(hasDone: boolean): void
}

export interface TurnOptions<Company> {
  readonly seat: Seat<Company>
  readonly timeLeft: TimeLeft
  /** Queues for another seat, for nobody else; `sit` is told when it is there. */
  waitAlone(sit: (seat: Seat<Company>) => void): void
}

/** Lets a piece of work have its turn, and leaves its seat when it has ended, well or not. */
export const takeTurn = async <T, Company>(
  work: (turn: Turn<Company>) => Promise<T>,
  { seat: first, timeLeft, waitAlone }: TurnOptions<Company>,
): Promise<T> => {
  let { company } = first
  let seat: Seat<Company> | null = first
  let isOver = false

  const leave = (hasDone: boolean) => {
    seat?.leave(hasDone)
    seat = null
  }
  const alone = () =>
    new Promise<void>((resolve) => {
      waitAlone((own) => {
        leave(false)
        company = own.company
        seat = own
        if (isOver) leave(false)
        resolve()
      })
      leave(false)
    })

  let hasDone = false
  try {
    const result = await work({ timeLeft, company: () => company, alone })
    hasDone = true
    return result
  } finally {
    isOver = true
    leave(hasDone)
  }
}
