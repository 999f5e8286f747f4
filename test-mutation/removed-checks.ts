import { readFile } from 'node:fs/promises'

interface Position {
  /** From 1. */
  readonly line: number
  /** From 1. */
  readonly column: number
}

/** What is asked of Stryker's report (the mutation testing report schema). */
interface Report {
  readonly files: Readonly<
    Record<
      string,
      {
        readonly source: string
        readonly mutants: readonly {
          readonly status: string
          readonly replacement?: string
          readonly location: { readonly start: Position; readonly end: Position }
        }[]
      }
    >
  >
}

/** A check that a mutant has removed: `if (…)` that never holds. */
export interface RemovedCheck {
  readonly file: string
  readonly line: number
  readonly condition: string
  /** False: no test has noticed that the check was gone. */
  readonly isNoticed: boolean
}

const noticed = ['Killed', 'Timeout']

const offsetOf = (source: string, { line, column }: Position): number =>
  source
    .split('\n')
    .slice(0, line - 1)
    .join('\n').length +
  (line > 1 ? 1 : 0) +
  column -
  1

/** Every removal of a whole check that Stryker has tried in the files that `isChecked` picks. */
export const removedChecks = async (
  reportFile: string,
  isChecked: (file: string) => boolean,
): Promise<readonly RemovedCheck[]> => {
  const { files }: Report = JSON.parse(await readFile(reportFile, 'utf8'))
  return Object.entries(files)
    .filter(([file]) => isChecked(file))
    .flatMap(([file, { source, mutants }]) =>
      mutants.flatMap(({ status, replacement, location: { start, end } }) => {
        const from = offsetOf(source, start)
        const to = offsetOf(source, end)
        const isWhole = /\bif \($/.test(source.slice(0, from)) && source[to] === ')'
        if (replacement !== 'false' || !isWhole) return []
        const condition = source.slice(from, to)
        return [{ file, line: start.line, condition, isNoticed: noticed.includes(status) }]
      }),
    )
}
