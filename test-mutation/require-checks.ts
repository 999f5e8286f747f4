import { removedChecks } from './removed-checks.js'

/**
 * `node … require-checks.ts src/ …`, in a package that Stryker has just been through: fails unless the tests have noticed the
 * removal of every check in the sources whose paths begin so.
 */
const beginnings = process.argv.slice(2)
const checks = await removedChecks('reports/mutation.json', (file) =>
  beginnings.some((beginning) => file.startsWith(beginning)),
)
const unnoticed = checks.filter(({ isNoticed }) => !isNoticed)
console.log(
  `Of ${checks.length} checks in ${beginnings.join(', ')}, ${unnoticed.length} can be removed unnoticed`,
)
for (const { file, line, condition } of unnoticed)
  console.log(`MUST DIE ${file}:${line} if (${condition}) → if (false)`)
process.exitCode = checks.length > 0 && unnoticed.length === 0 ? 0 : 1
