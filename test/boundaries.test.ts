import assert from 'node:assert/strict'
import { basename } from 'node:path'
import { after, test } from 'node:test'
import { type Diagnostic, type RepositoryCopy, repositoryCopy } from './boundaries/repository-copy.js'
import { compileViolations, lintViolations, undeclaredIn, type Violation } from './boundaries/violations.js'

const copies: RepositoryCopy[] = []
const copied = (): RepositoryCopy => {
  const copy = repositoryCopy()
  copies.push(copy)
  return copy
}
after(() => {
  for (const copy of copies) copy.remove()
})
const unplanted = copied()

const boundaryRules = [
  'lint/correctness/noNodejsModules',
  'lint/correctness/noUndeclaredDependencies',
  'lint/style/noRestrictedGlobals',
  'lint/style/noRestrictedImports',
  'plugin',
]

const told = (diagnostics: Diagnostic[]): string =>
  diagnostics.map(({ file, rule, message }) => `${file} ${rule} ${message}`).join('\n')

const assertRefused = ({ file, rule, saying }: Violation, diagnostics: Diagnostic[]): void => {
  const there = diagnostics.filter((diagnostic) => diagnostic.file === file)
  assert.ok(
    there.some((diagnostic) => diagnostic.rule === rule && (saying?.test(diagnostic.message) ?? true)),
    `${rule} ${saying ?? ''} said nothing of ${file}. What was said:\n${told(there)}`,
  )
}

test('the linter sees every source and has no boundary to complain of', () => {
  const sources = unplanted.sources()
  const { files, diagnostics } = unplanted.lint(sources)
  assert.ok(sources.length > 0)
  assert.equal(files, sources.length)
  assert.equal(told(diagnostics.filter(({ rule }) => boundaryRules.includes(rule))), '')
})

test('the linter refuses each violation by the rule that is there for it', async (t) => {
  const copy = copied()
  const violations = [...lintViolations, ...undeclaredIn(copy.workspaces())]
  copy.plant('packages/planted/package.json', '{ "name": "planted", "devDependencies": { "pg": "*" } }')
  for (const { file, code } of violations) copy.plant(file, `${code}\n`)
  const { diagnostics } = copy.lint()
  for (const violation of violations) {
    await t.test(violation.what, () => assertRefused(violation, diagnostics))
  }
  await t.test('and what is not planted, not', () => {
    const planted = new Set(violations.map(({ file }) => file))
    const others = diagnostics.filter(({ file, rule }) => boundaryRules.includes(rule) && !planted.has(file))
    assert.equal(told(others), '')
  })
})

test('the one place for tsyringe may import it', () => {
  const copy = copied()
  copy.plant('apps/api/src/container.ts', `import 'reflect-metadata'\nexport { container } from 'tsyringe'\n`)
  const { diagnostics } = copy.lint()
  const there = diagnostics.filter(({ file }) => file === 'apps/api/src/container.ts')
  assert.equal(told(there.filter(({ rule }) => boundaryRules.includes(rule))), '')
})

test('the compiler refuses what no name in a list can', async (t) => {
  const copy = copied()
  copy.plant('packages/domain/src/limits.ts', 'export const limits = {}\n')
  for (const { file, code } of Object.values(compileViolations).flat()) copy.plant(file, `${code}\n`)
  for (const [project, violations] of Object.entries(compileViolations)) {
    const { diagnostics } = copy.compile(project)
    for (const violation of violations) {
      await t.test(`${project}: ${violation.what}`, () => assertRefused(violation, diagnostics))
    }
  }
})

test('the compiler reads the sources of every project, and none by a path from another', () => {
  for (const project of unplanted.workspaces()) {
    const own = unplanted.sources().filter((file) => file.startsWith(`${project}/src/`))
    const { files, diagnostics } = unplanted.compile(project)
    assert.deepEqual(
      own.filter((file) => !files.includes(file)),
      [],
      `${project} has sources that its tsconfig.json does not read`,
    )
    assert.equal(told(diagnostics.filter(({ rule }) => rule === 'TS6059')), '')
  }
  const domain = unplanted.compile('packages/domain')
  assert.ok(domain.files.length > 0)
  assert.deepEqual(
    domain.files.filter((file) => !file.startsWith('packages/domain/src/')),
    [],
  )
})

/** The comments that switch a boundary off: a suppression, or a directive that brings Node's types back. */
const silencers = (source: string): string[] => [
  ...[...source.matchAll(/biome-ignore\S*\s+(lint[^:\s]*)/g)]
    .map(([, rule = '']) => rule)
    .filter(
      (rule) =>
        rule.startsWith('lint/plugin') || boundaryRules.some((one) => `${one}/`.startsWith(`${rule}/`)),
    ),
  ...(source.match(/@ts-(?:ignore|nocheck|expect-error)|^\s*\/\/\/\s*<reference/gm) ?? []),
]

test('no source switches a boundary off in a comment', () => {
  assert.deepEqual(
    silencers('// biome-ignore lint/plugin: a\n// biome-ignore-all lint/style: b\n// biome-ignore lint: c'),
    ['lint/plugin', 'lint/style', 'lint'],
  )
  assert.deepEqual(silencers('/// <reference types="node" />\n// @ts-ignore'), [
    '/// <reference',
    '@ts-ignore',
  ])
  assert.deepEqual(silencers('// biome-ignore lint/style/useTemplate: it reads better'), [])
  const sources = unplanted.sources().filter((file) => /^(packages|apps)\/[^/]+\/src\//.test(file))
  assert.ok(sources.length > 0)
  for (const file of sources) {
    assert.deepEqual(silencers(unplanted.read(file)), [], file)
  }
})

const shipped = ['dependencies', 'peerDependencies', 'optionalDependencies']

test('no manifest of a package declares what the rule forbids', () => {
  const packages = unplanted.workspaces().filter((folder) => folder.startsWith('packages/'))
  assert.ok(packages.includes('packages/domain'))
  for (const folder of packages) {
    const name = basename(folder)
    const manifest: Record<string, unknown> = JSON.parse(unplanted.read(`${folder}/package.json`))
    const declared = (groups: string[]): string[] =>
      groups.flatMap((group) => Object.keys(manifest[group] ?? {}))
    const mayShip = name.startsWith('adapters-') ? ['@taskport/domain'] : []
    // A client's tests may run it against the server; nothing else has a use for more of ours in its tests.
    const groups = name === 'client' ? shipped : [...shipped, 'devDependencies']
    const ours = declared(groups).filter((dependency) => dependency.startsWith('@taskport/'))
    assert.deepEqual(
      ours.filter((dependency) => !mayShip.includes(dependency)),
      [],
      `${folder}/package.json declares a package of ours that it must not import`,
    )
    if (['domain', 'client'].includes(name)) {
      assert.deepEqual(declared(shipped), [], `the ${name} has no dependencies`)
    }
  }
})
