import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { copyPackage } from './package-copy.js'
import { runTests, type TestRun } from './run-tests.js'
import type { TextMutant } from './text-mutant.js'

export interface Trial {
  readonly packageDirectory: string
  readonly mutants: readonly TextMutant[]
  /** The test files that have to notice a mutant, and what they find in their environment, in one of the copies. */
  readonly testsFor: (mutant: TextMutant, copy: number) => Pick<TestRun, 'testFiles' | 'env' | 'nodeOptions'>
  /** How many copies are worked on at the same time. */
  readonly copies: number
  readonly readSource: (file: string) => Promise<string>
}

/** A run takes seconds; what a fault makes wait for ever is noticed by this, in milliseconds. */
const limitMs = 60_000

/**
 * Plants one mutant after another and answers those that no test noticed.
 * @throws {Error} when the tests fail without any mutant, as they would then notice everything
 */
export const survivorsOf = async ({
  packageDirectory,
  mutants,
  testsFor,
  copies,
  readSource,
}: Trial): Promise<readonly TextMutant[]> => {
  const waiting = [...mutants]
  const survivors = new Set<TextMutant>()
  const tried = new Set<string>()
  const work = async (copy: number): Promise<void> => {
    const { directory, remove } = await copyPackage(packageDirectory, String(copy))
    const run = (mutant: TextMutant) => runTests({ directory, limitMs, ...testsFor(mutant, copy) })
    /** Once for each choice of test files. */
    const runUnharmed = async (mutant: TextMutant) => {
      const choice = testsFor(mutant, 0).testFiles.join(' ')
      if (tried.has(choice)) return
      tried.add(choice)
      const { passed, output } = await run(mutant)
      if (!passed) throw new Error(`${choice} fails without any mutant:\n${output}`)
    }
    try {
      for (let mutant = waiting.shift(); mutant !== undefined; mutant = waiting.shift()) {
        await runUnharmed(mutant)
        const path = join(directory, mutant.file)
        await writeFile(path, mutant.text)
        const { passed } = await run(mutant)
        await writeFile(path, await readSource(mutant.file))
        if (passed) survivors.add(mutant)
        const verdict = passed ? 'SURVIVED' : 'killed  '
        console.log(`${verdict} ${mutant.mustDie ? '!' : ' '} ${mutant.file}:${mutant.line} ${mutant.name}`)
      }
    } finally {
      // Ends the others' work too, after what they are at.
      waiting.length = 0
      await remove()
    }
  }
  await Promise.all(Array.from({ length: copies }, (_, copy) => work(copy)))
  return mutants.filter((mutant) => survivors.has(mutant))
}
