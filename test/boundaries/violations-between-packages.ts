import { byName, ownFilesOnly, restrictedImport, undeclared, type Violation } from './violation.js'

export const importing = (
  from: string,
  name: string,
  to: string,
  rule: string,
  saying: RegExp,
): Violation => ({
  what: `${from} importing ${to}`,
  file: `${from}/src/planted-${name}.ts`,
  code: `export * from '${to}'`,
  rule,
  saying,
})

const domainOnly = /imports @taskport\/domain only/
const nothingOfOurs = /nothing of ours/
const clientOnly = /imports @taskport\/client only/
const containerOnly = /Only apps\/api\/src\/container\.ts/

export const walls: Violation[] = [
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
  importing('apps/web', 'domain', '@taskport/domain', restrictedImport, clientOnly),
  importing('apps/web', 'adapter', '@taskport/adapters-postgres/embedded', restrictedImport, clientOnly),
  importing('apps/web', 'container', 'tsyringe', restrictedImport, containerOnly),
  importing('apps/web', 'path', '../../../packages/client/src/index.js', 'plugin', byName),
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

export const elsewhere: Violation[] = [
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
