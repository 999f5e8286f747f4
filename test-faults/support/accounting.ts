import type { Offended } from './offences.js'
import type { Write } from './write.js'

/** One fault while writers wrote; times by `performance.now()`. */
export interface Episode {
  readonly fault: string
  readonly startMs: number
  /** When the database was there again. */
  readonly returnMs: number
  /**
   * By how much the machine kept the callers and the API waiting meanwhile, at worst and together, in milliseconds: that much of an answer's time is
   * neither's fault.
   */
  readonly stallMs: number
}

/** What the writers met in the episodes of one fault; times in milliseconds. */
export interface Account {
  readonly fault: string
  readonly episodes: number
  readonly writes: number
  readonly ok: number
  readonly failed: number
  readonly unknown: number
  readonly wrong: number
  readonly lost: number
  readonly doubled: number
  readonly late: number
  /** The slowest answer to a request. */
  readonly slowest: number
  /** The slowest answer less the machine's lateness in its episode. */
  readonly slowestOwn: number
  /** From the database's return to the first success, at worst; null: there was none. */
  readonly firstSuccess: number | null
}

/** The consequences of a fault can show for so long after it is over. */
const aftermathMs = 3_000

const endOf = (episodes: readonly Episode[], index: number): number =>
  Math.min(
    (episodes[index]?.returnMs ?? 0) + aftermathMs,
    episodes[index + 1]?.startMs ?? Number.POSITIVE_INFINITY,
  )

/** Reckons up what happened around each fault, and in between (`none`). */
export const accountsOf = (
  episodes: readonly Episode[],
  writes: readonly Write[],
  offences: readonly Offended[],
): Account[] => {
  const episodeOf = ({ startMs, endMs }: Write): Episode | undefined =>
    episodes.find((episode, index) => endMs >= episode.startMs && startMs <= endOf(episodes, index))

  const met = new Map<Write, Episode | undefined>(writes.map((write) => [write, episodeOf(write)]))
  const faults = ['none', ...new Set(episodes.map(({ fault }) => fault))]
  return faults.map((fault) => {
    const ofFault = writes.filter((write) => (met.get(write)?.fault ?? 'none') === fault)
    const count = (outcome: Write['outcome']) => ofFault.filter((write) => write.outcome === outcome).length
    const offended = (kind: Offended['offence']) =>
      offences.filter(({ offence, write }) => offence === kind && (met.get(write)?.fault ?? 'none') === fault)
        .length
    const own = episodes.filter((episode) => episode.fault === fault)
    const firsts = own.map(({ returnMs }) => {
      const ends = writes.filter(({ outcome, endMs }) => outcome === 'ok' && endMs >= returnMs)
      return ends.reduce((first, { endMs }) => Math.min(first, endMs), Number.POSITIVE_INFINITY) - returnMs
    })
    const slowest = (less: (write: Write) => number) =>
      Math.round(ofFault.reduce((worst, write) => Math.max(worst, write.slowestMs - less(write)), 0))
    return {
      fault,
      episodes: own.length,
      writes: ofFault.length,
      ok: count('ok'),
      failed: count('failed'),
      unknown: count('unknown'),
      wrong: count('wrong'),
      lost: offended('lost'),
      doubled: offended('doubled'),
      late: offended('late'),
      slowest: slowest(() => 0),
      slowestOwn: slowest((write) => met.get(write)?.stallMs ?? 0),
      firstSuccess: firsts.length === 0 ? null : Math.round(Math.max(...firsts)),
    }
  })
}

/** Sums of all accounts, in one. */
export const sumOf = (accounts: readonly Account[]): Account => {
  const sum = (of: (account: Account) => number) =>
    accounts.reduce((total, account) => total + of(account), 0)
  const most = (of: (account: Account) => number) => Math.max(...accounts.map(of))
  return {
    fault: 'all',
    episodes: sum(({ episodes }) => episodes),
    writes: sum(({ writes }) => writes),
    ok: sum(({ ok }) => ok),
    failed: sum(({ failed }) => failed),
    unknown: sum(({ unknown }) => unknown),
    wrong: sum(({ wrong }) => wrong),
    lost: sum(({ lost }) => lost),
    doubled: sum(({ doubled }) => doubled),
    late: sum(({ late }) => late),
    slowest: most(({ slowest }) => slowest),
    slowestOwn: most(({ slowestOwn }) => slowestOwn),
    firstSuccess: most(({ firstSuccess }) => firstSuccess ?? 0),
  }
}

/** A table for a person to read. */
export const printed = (accounts: readonly Account[]): string => {
  const heads = ['fault', 'times', 'writes', 'ok', 'failed', 'unknown', 'wrong', 'lost', 'doubled', 'late']
  const rows = accounts.map((account) => [
    account.fault,
    account.episodes,
    account.writes,
    account.ok,
    account.failed,
    account.unknown,
    account.wrong,
    account.lost,
    account.doubled,
    account.late,
    account.slowest,
    account.firstSuccess ?? '-',
  ])
  const table = [[...heads, 'slowest ms', 'first success ms'], ...rows].map((row) => row.map(String))
  const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? []
  return table
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  '),
    )
    .join('\n')
}
