import { readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { textMutants } from '../../../test-mutation/text-mutant.js'
import { survivorsOf } from '../../../test-mutation/try-mutants.js'
import { verdictOn } from '../../../test-mutation/verdict.js'
import { ownPathRules, routeRules, serverRules } from './owner-check-rules.js'

const packageDirectory = resolve(import.meta.dirname, '..')
const readSource = (file: string) => readFile(join(packageDirectory, file), 'utf8')

const server = 'src/routes/api-routes.ts'
const secondFace = 'src/second-face/second-face.ts'
const sourcesIn = async (directory: string): Promise<string[]> =>
  (await readdir(join(packageDirectory, directory))).map((name) => `${directory}/${name}`).sort()
const routes = [...(await sourcesIn('src/routes')), ...(await sourcesIn('src/second-face'))]

const mutantsIn = async (file: string, rules: Parameters<typeof textMutants>[2]) =>
  textMutants(file, await readSource(file), rules)

const ofServer = await mutantsIn(server, serverRules)
const ofOwnPath = await mutantsIn(secondFace, ownPathRules)
const ofRoutes = (await Promise.all(routes.map((file) => mutantsIn(file, routeRules)))).flat()
if (ofServer.length < 3 || ofOwnPath.length < 2 || ofRoutes.length < 2) {
  throw new Error('The rules no longer match where owners are required: see owner-check-rules.ts')
}

const mutants = [...ofServer, ...ofOwnPath, ...ofRoutes]
const survivors = await survivorsOf({
  packageDirectory,
  mutants,
  testsFor: () => ({
    testFiles: ['test/authentication.test.ts', 'test/isolation.test.ts', 'test/second-face-owners.test.ts'],
    env: {},
    nodeOptions: [],
  }),
  copies: 2,
  readSource,
})
const { isGood, lines } = verdictOn(mutants, survivors)
console.log(lines.join('\n'))
process.exitCode = isGood ? 0 : 1
