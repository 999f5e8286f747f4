import type { TextMutant } from '../../../test-mutation/text-mutant.js'
import { survivorsOf } from '../../../test-mutation/try-mutants.js'
import { verdictOn } from '../../../test-mutation/verdict.js'
import { packageDirectory, readSource, sqlMutants } from './sql-mutants.js'
import { startTestServers } from './test-servers.js'

const copies = 2

/** Which tests have to notice: of a statement those that run without policies, of the second wall those that rely on it. */
const testFilesFor = ({ file }: TextMutant): readonly string[] => {
  if (file === 'src/tasks/purge-query.ts') return ['test/predicates-alone.test.ts', 'test/purge-race.test.ts']
  if (file.startsWith('src/tasks/')) return ['test/predicates-alone.test.ts']
  if (file === 'src/prove-isolation.ts') return ['test/second-wall.test.ts', 'test/wall-breaches.test.ts']
  return ['test/policies-alone.test.ts', 'test/second-wall.test.ts']
}

const mutants = await sqlMutants()
const { environments, stop } = await startTestServers(copies)
try {
  const survivors = await survivorsOf({
    packageDirectory,
    mutants,
    testsFor: (mutant, copy) => ({
      testFiles: testFilesFor(mutant),
      // Roles belong to a server: what a migration makes of one is seen on a server that has none yet.
      env: mutant.file.startsWith('migrations/') ? {} : (environments[copy] ?? {}),
    }),
    nodeOptions: ['--test-global-setup=test/support/global-setup.js'],
    copies,
    readSource,
  })
  const { isGood, lines } = verdictOn(mutants, survivors)
  console.log(lines.join('\n'))
  process.exitCode = isGood ? 0 : 1
} finally {
  await stop()
}
