import { readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { textMutants } from '../../../test-mutation/text-mutant.js'
import { survivorsOf } from '../../../test-mutation/try-mutants.js'
import { verdictOn } from '../../../test-mutation/verdict.js'
import { routeRules, serverRules } from './owner-check-rules.js'

const packageDirectory = resolve(import.meta.dirname, '..')
const readSource = (file: string) => readFile(join(packageDirectory, file), 'utf8')

const server = 'src/routes/api-routes.ts'
const routes = (await readdir(join(packageDirectory, 'src/routes')))
  .map((name) => `src/routes/${name}`)
  .sort()

const mutantsIn = async (file: string, rules: Parameters<typeof textMutants>[2]) =>
  textMutants(file, await readSource(file), rules)

const ofServer = await mutantsIn(server, serverRules)
const ofRoutes = (await Promise.all(routes.map((file) => mutantsIn(file, routeRules)))).flat()
if (ofServer.length < 3 || ofRoutes.length < 2) {
  throw new Error('The rules no longer match where owners are required: see owner-check-rules.ts')
}

const mutants = [...ofServer, ...ofRoutes]
const survivors = await survivorsOf({
  packageDirectory,
  mutants,
  testsFor: () => ({
    testFiles: ['test/authentication.test.ts', 'test/isolation.test.ts'],
    env: {},
    nodeOptions: [],
  }),
  copies: 2,
  readSource,
})
const { isGood, lines } = verdictOn(mutants, survivors)
console.log(lines.join('\n'))
process.exitCode = isGood ? 0 : 1
