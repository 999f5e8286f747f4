import { nodeModule, ownFilesOnly, restrictedGlobal, restrictedImport, type Violation } from './violation.js'

const inDomain = (name: string): string => `packages/domain/src/planted-${name}.ts`
export const domain = (
  what: string,
  name: string,
  rule: string,
  code: string,
  saying?: RegExp,
): Violation => ({
  what: `domain: ${what}`,
  file: inDomain(name),
  code,
  rule,
  ...(saying && { saying }),
})

const noClock = /no clock/
const noSurroundings = /nothing from its surroundings/

export const domainImports: Violation[] = [
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

export const domainNode: Violation[] = [
  ['a node: module', 'node', `import { readFileSync } from 'node:fs'\nexport const read = readFileSync`],
  ['a Node module without node:', 'bare', `import fs from 'fs'\nexport const read = fs.readFileSync`],
  ['a node: module, later', 'node-later', `export const crypto = () => import('node:crypto')`],
].map(([what = '', name = '', code = '']) => domain(what, name, nodeModule, code))

export const ambient = {
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

export const domainGlobals: Violation[] = Object.entries({
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

export const domainSurroundings: Violation[] = [
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
