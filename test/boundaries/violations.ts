/** Code that breaks the dependency rule, where it is planted, and who must say so. */
export interface Violation {
  what: string
  /** Relative to the root. Each violation has a file to itself: nothing else can be what is refused there. */
  file: string
  code: string
  /** Biome's category or the compiler's code: the rule that is there for this. */
  rule: string
  /** What that rule must say, where one rule serves several purposes. */
  saying?: RegExp
}

const restrictedImport = 'lint/style/noRestrictedImports'
const restrictedGlobal = 'lint/style/noRestrictedGlobals'
const undeclared = 'lint/correctness/noUndeclaredDependencies'
const nodeModule = 'lint/correctness/noNodejsModules'

const inDomain = (name: string): string => `packages/domain/src/planted-${name}.ts`
const domain = (what: string, name: string, rule: string, code: string, saying?: RegExp): Violation => ({
  what: `domain: ${what}`,
  file: inDomain(name),
  code,
  rule,
  ...(saying && { saying }),
})

const ownFilesOnly = /own files only/
const noClock = /no clock/
const noSurroundings = /nothing from its surroundings/

const domainImports: Violation[] = [
  ['an npm package', 'npm', `import fastify from 'fastify'\nexport const app = fastify()`],
  ['an npm package, for its type', 'npm-type', `import type { Pool } from 'pg'\nexport type Database = Pool`],
  [
    'an npm package, for one type among values',
    'npm-mixed',
    `import { type Pool } from 'pg'\nexport type P = Pool`,
  ],
  ['an npm package, handed on', 'npm-from', `export { sql } from 'slonik'`],
  ['an npm package, handed on whole', 'npm-star', `export * from 'slonik'`],
  ['an npm package, for what it does', 'npm-effect', `import 'reflect-metadata'`],
  ['an npm package, later', 'npm-later', `export const slonik = () => import('slonik')`],
  ['another package of ours', 'ours', `export * from '@taskport/auth'`],
  ['itself by name', 'itself', `export * from '@taskport/domain/in-memory'`],
  ['a type of Node', 'node-type', `import type { Stats } from 'node:fs'\nexport type S = Stats`],
].map(([what = '', name = '', code = '']) => domain(what, name, restrictedImport, code, ownFilesOnly))

const domainNode: Violation[] = [
  ['a node: module', 'node', `import { readFileSync } from 'node:fs'\nexport const read = readFileSync`],
  ['a Node module without node:', 'bare', `import fs from 'fs'\nexport const read = fs.readFileSync`],
  ['a node: module, later', 'node-later', `export const crypto = () => import('node:crypto')`],
].map(([what = '', name = '', code = '']) => domain(what, name, nodeModule, code))

const ambient = {
  process: 'process.env',
  Buffer: `Buffer.from('a')`,
  console: `console.log('a')`,
  setTimeout: 'setTimeout(() => {}, 1)',
  setInterval: 'setInterval(() => {}, 1)',
  setImmediate: 'setImmediate(() => {})',
  clearTimeout: 'clearTimeout(1)',
  clearInterval: 'clearInterval(1)',
  clearImmediate: 'clearImmediate(1)',
  queueMicrotask: 'queueMicrotask(() => {})',
  crypto: 'crypto.randomUUID()',
  performance: 'performance.now()',
  fetch: `fetch('https://example.com')`,
  global: 'global',
}

const domainGlobals: Violation[] = Object.entries({
  ...ambient,
  Date: `new Date('2026-11-21')`,
  require: `require('pg')`,
}).map(([name, code]) =>
  domain(
    `the global ${name}`,
    `global-${name}`,
    restrictedGlobal,
    `export const x = () => ${code}`,
    RegExp(name),
  ),
)

const domainSurroundings: Violation[] = [
  domain('the clock', 'clock', 'plugin', 'export const x = () => Date.now()', noClock),
  domain('the clock as a new Date', 'clock-new', 'plugin', 'export const x = () => new Date()', noClock),
  domain('the clock as text', 'clock-text', 'plugin', 'export const x = () => Date()', noClock),
  domain('the clock, handed on', 'clock-from', 'plugin', 'export const x = [1].map(Date.now)', noClock),
  domain('the clock by another spelling', 'clock-key', 'plugin', `export const x = Date['now']()`, noClock),
  domain('chance', 'chance', 'plugin', 'export const x = () => Math.random()', /no randomness/),
  domain('globalThis', 'this', 'plugin', 'export const x = () => globalThis.Date', noSurroundings),
  domain('import.meta', 'meta', 'plugin', 'export const x = import.meta.url', noSurroundings),
  domain(
    'a name put together',
    'computed',
    'plugin',
    'export const x = (y: string) => import(y)',
    noSurroundings,
  ),
  domain(
    'a global declared',
    'declared',
    'plugin',
    'declare const process: object\nexport const x = process',
    /elsewhere/,
  ),
  {
    what: 'domain: the clock in instant.ts, where Date is at home',
    file: 'packages/domain/src/instant.ts',
    code: 'export const instant = () => new Date().toISOString()',
    rule: 'plugin',
    saying: noClock,
  },
]

const importing = (from: string, name: string, to: string, rule: string, saying: RegExp): Violation => ({
  what: `${from} importing ${to}`,
  file: `${from}/src/planted-${name}.ts`,
  code: `export * from '${to}'`,
  rule,
  saying,
})

const domainOnly = /imports @taskport\/domain only/
const nothingOfOurs = /nothing of ours/
const containerOnly = /Only apps\/api\/src\/container\.ts/
const byName = /by its name and its exports/

const walls: Violation[] = [
  importing('packages/adapters-http', 'other', '@taskport/adapters-postgres', restrictedImport, domainOnly),
  importing(
    'packages/adapters-http',
    'part',
    '@taskport/adapters-postgres/embedded',
    restrictedImport,
    domainOnly,
  ),
  importing('packages/adapters-http', 'auth', '@taskport/auth', restrictedImport, domainOnly),
  importing('packages/adapters-postgres', 'other', '@taskport/adapters-http', restrictedImport, domainOnly),
  importing('packages/adapters-postgres', 'auth', '@taskport/auth', restrictedImport, domainOnly),
  importing('packages/adapters-planted', 'other', '@taskport/adapters-http', restrictedImport, domainOnly),
  importing('packages/auth', 'domain', '@taskport/domain', restrictedImport, nothingOfOurs),
  importing('packages/auth', 'adapter', '@taskport/adapters-http', restrictedImport, nothingOfOurs),
  importing('packages/planted', 'domain', '@taskport/domain', restrictedImport, nothingOfOurs),
  importing('packages/auth', 'container', 'tsyringe', restrictedImport, containerOnly),
  importing('packages/adapters-http', 'container', 'tsyringe', restrictedImport, containerOnly),
  importing('packages/adapters-postgres', 'container', 'tsyringe', restrictedImport, containerOnly),
  importing('packages/domain', 'container', 'tsyringe', restrictedImport, ownFilesOnly),
  importing('apps/api', 'container', 'tsyringe', restrictedImport, containerOnly),
  importing('apps/planted', 'container', 'tsyringe', restrictedImport, containerOnly),
  importing('packages/domain', 'path', '../../auth/src/index.js', 'plugin', byName),
  importing('packages/auth', 'path', '../../domain/src/index.js', 'plugin', byName),
  importing('packages/adapters-http', 'path', './../../adapters-postgres/dist/index.js', 'plugin', byName),
  importing('apps/api', 'path', '../../../packages/auth/src/index.js', 'plugin', byName),
  importing('packages/adapters-http', 'deep', '@taskport/domain/src/index.js', 'plugin', byName),
  importing('apps/api', 'deep', '@taskport/domain/dist/index.js', 'plugin', byName),
]

const client = (what: string, name: string, rule: string, code: string, saying: RegExp): Violation => ({
  what: `client: ${what}`,
  file: `packages/client/src/planted-${name}.ts`,
  code,
  rule,
  saying,
})

const inClient: Violation[] = [
  client('a package of ours', 'ours', restrictedImport, `export * from '@taskport/domain'`, ownFilesOnly),
  client(
    'a type of a package of ours',
    'ours-type',
    restrictedImport,
    `import type { Task } from '@taskport/domain'\nexport type X = Task`,
    ownFilesOnly,
  ),
  client('an npm package', 'npm', restrictedImport, `export * from 'openapi-fetch'`, ownFilesOnly),
  client(
    'an npm package, later',
    'npm-later',
    restrictedImport,
    `export const x = () => import('jose')`,
    ownFilesOnly,
  ),
  client(
    'the container',
    'container',
    restrictedImport,
    `export { container } from 'tsyringe'`,
    ownFilesOnly,
  ),
  client('a node: module', 'node', nodeModule, `export { randomUUID } from 'node:crypto'`, /Node/),
  client('a path across packages', 'path', 'plugin', `export * from '../../domain/src/index.js'`, byName),
  ...Object.entries({
    process: 'process.env',
    Buffer: `Buffer.from('a')`,
    global: 'global',
    setImmediate: 'setImmediate(() => {})',
    window: 'window.origin',
    document: 'document.cookie',
    localStorage: `localStorage.getItem('token')`,
    sessionStorage: `sessionStorage.getItem('token')`,
  }).map(([name, code]) =>
    client(
      `the global ${name}`,
      `global-${name}`,
      restrictedGlobal,
      `export const x = () => ${code}`,
      RegExp(name),
    ),
  ),
]

const elsewhere: Violation[] = [
  {
    what: 'a relative path across packages, in a test',
    file: 'packages/auth/test/planted.test.ts',
    code: `import { x } from '../../domain/src/index.js'\nexport const y = x`,
    rule: 'plugin',
    saying: byName,
  },
  {
    what: 'a relative path across packages, later',
    file: 'packages/auth/src/planted-path-later.ts',
    code: `export const x = () => import('../../domain/src/index.js')`,
    rule: 'plugin',
    saying: byName,
  },
  {
    what: 'an adapter importing an adapter, later',
    file: 'packages/adapters-http/src/planted-later.ts',
    code: `export const x = () => import('@taskport/adapters-postgres')`,
    rule: restrictedImport,
    saying: domainOnly,
  },
  {
    what: 'an adapter importing a type of auth',
    file: 'packages/adapters-http/src/planted-auth-type.ts',
    code: `import type { X } from '@taskport/auth'\nexport type Y = X`,
    rule: restrictedImport,
    saying: domainOnly,
  },
  {
    what: 'an inline import type, into which the other rules do not look',
    file: 'packages/adapters-http/src/planted-inline.ts',
    code: `export type X = import('slonik').DatabasePool`,
    rule: 'plugin',
    saying: /inline/,
  },
  {
    what: 'an import of a template, into which the other rules do not look',
    file: 'packages/adapters-http/src/planted-template.ts',
    code: 'export const x = () => import(`slonik`)',
    rule: 'plugin',
    saying: /quoted name/,
  },
  {
    what: 'a development dependency in what is shipped',
    file: 'packages/planted/src/planted-development.ts',
    code: `export * from 'pg'`,
    rule: undeclared,
  },
]

/** One in each workspace. npm hoists, so what a package does not declare resolves and compiles all the same. */
export const undeclaredIn = (workspaces: string[]): Violation[] =>
  workspaces.map((workspace) => ({
    what: `${workspace} importing what it does not declare`,
    file: `${workspace}/src/planted-undeclared.ts`,
    code: `export * from 'typescript'`,
    rule: undeclared,
  }))

/** Refused by Biome, all in one run. */
export const lintViolations: Violation[] = [
  ...domainImports,
  ...domainNode,
  ...domainGlobals,
  ...domainSurroundings,
  ...walls,
  ...inClient,
  ...elsewhere,
]

const unknownName = (name: string): string =>
  ['process', 'Buffer'].includes(name) ? 'TS2591' : name === 'console' ? 'TS2584' : 'TS2304'

/**
 * Refused by the compiler, by project. None imports an npm package: its types would bring Node's along.
 */
export const compileViolations: Record<string, Violation[]> = {
  'packages/domain': [
    ...Object.entries(ambient).map(([name, code]) =>
      domain(
        `the global ${name}`,
        `global-${name}`,
        unknownName(name),
        `export const x = () => ${code}`,
        RegExp(name),
      ),
    ),
    domain('a type of Node', 'node-type', 'TS2503', 'export type X = NodeJS.Timeout', /NodeJS/),
    domain('a node: module', 'node', 'TS2591', `export { readFileSync } from 'node:fs'`, /node:fs/),
    {
      what: 'domain: Node in instant.ts, where Date is at home',
      file: 'packages/domain/src/instant.ts',
      code: 'export const x = process.uptime()',
      rule: 'TS2591',
      saying: /process/,
    },
  ],
  'packages/client': [
    ...Object.entries({ process: 'TS2591', Buffer: 'TS2591', global: 'TS2304', setImmediate: 'TS2304' }).map(
      ([name, rule]) =>
        client(`the global ${name}`, `global-${name}`, rule, `export const x = () => ${name}`, RegExp(name)),
    ),
    client('a node: module', 'node', 'TS2591', `export { randomUUID } from 'node:crypto'`, /node:crypto/),
    client('a type of Node', 'node-type', 'TS2503', 'export type X = NodeJS.Timeout', /NodeJS/),
    client(
      'a path across packages',
      'path',
      'TS6059',
      `export * from '../../domain/src/limits.js'`,
      /rootDir/,
    ),
  ],
  'packages/auth': [importing('packages/auth', 'path', '../../domain/src/limits.js', 'TS6059', /rootDir/)],
  'packages/auth/test': [
    {
      what: 'a relative path across packages, in a test',
      file: 'packages/auth/test/planted.test.ts',
      code: `export * from '../../domain/src/limits.js'`,
      rule: 'TS6059',
      saying: /rootDir/,
    },
  ],
  'packages/adapters-http': [
    importing('packages/adapters-http', 'deep', '@taskport/domain/src/limits.js', 'TS2307', /limits/),
    importing('packages/adapters-http', 'deeper', '@taskport/domain/dist/limits.js', 'TS2307', /limits/),
  ],
}
