import type { TextMutant } from '../../../test-mutation/text-mutant.js'
import { survivorsOf } from '../../../test-mutation/try-mutants.js'
import { verdictOn } from '../../../test-mutation/verdict.js'
import { packageDirectory, readSource, sqlMutants } from './sql-mutants.js'

/** Which tests have to notice: of a statement those that run without policies, of the second wall those that rely on it. */
const testFilesFor = ({ file }: TextMutant): readonly string[] => {
  if (file === 'src/tasks/purge-query.ts') return ['test/predicates-alone.test.ts', 'test/purge-race.test.ts']
  if (file.startsWith('src/tasks/')) return ['test/predicates-alone.test.ts', 'test/task-count.test.ts']
  if (file === 'migrations/0003_task-count.sql') return ['test/task-count.test.ts', 'test/upgrade.test.ts']
  if (file === 'migrations/0005_cheaper-writes.sql')
    return ['test/policies-alone.test.ts', 'test/second-wall.test.ts', 'test/task-count.test.ts']
  if (file === 'src/connection/walled-trip.ts')
    return [
      'test/policies-alone.test.ts',
      'test/second-wall.test.ts',
      'test/instant-text.test.ts',
      'test/shared-trips.test.ts',
    ]
  if (file === 'src/prove-isolation.ts') return ['test/second-wall.test.ts', 'test/wall-breaches.test.ts']
  return ['test/policies-alone.test.ts', 'test/second-wall.test.ts']
}

/** Tries every mutant of the SQL, with a copy of the package for each of the environments, and tells how it went. */
export const sqlVerdict = async (environments: readonly Readonly<Record<string, string>>[]) => {
  const mutants = await sqlMutants()
  const survivors = await survivorsOf({
    packageDirectory,
    mutants,
    testsFor: (mutant, copy) => ({
      testFiles: testFilesFor(mutant),
      // Roles belong to a server: what a migration makes of one is seen on a server that has none yet. The others find one in
      // which all has been migrated.
      ...(mutant.file.startsWith('migrations/')
        ? { env: {}, nodeOptions: ['--test-global-setup=test/support/global-setup.js'] }
        : { env: environments[copy] ?? {}, nodeOptions: [] }),
    }),
    copies: environments.length,
    readSource,
  })
  return verdictOn(mutants, survivors)
}
