import {
  byName,
  nodeModule,
  ownFilesOnly,
  restrictedGlobal,
  restrictedImport,
  type Violation,
} from './violation.js'

export const client = (
  what: string,
  name: string,
  rule: string,
  code: string,
  saying: RegExp,
): Violation => ({
  what: `client: ${what}`,
  file: `packages/client/src/planted-${name}.ts`,
  code,
  rule,
  saying,
})

export const inClient: Violation[] = [
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
