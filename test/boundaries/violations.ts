import { undeclared, type Violation } from './violation.js'

import { elsewhere, importing, walls } from './violations-between-packages.js'
import { client, inClient } from './violations-of-client.js'
import {
  ambient,
  domain,
  domainGlobals,
  domainImports,
  domainNode,
  domainSurroundings,
} from './violations-of-domain.js'

export type { Violation } from './violation.js'

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
