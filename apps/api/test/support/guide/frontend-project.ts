import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Files } from './guide-files.js'

const root = fileURLToPath(new URL('../../../../../', import.meta.url))
/** Where a compiler finds what this package has installed, and no other checker looks. */
const place = join(root, 'apps/api/node_modules/.cache')

export interface Outcome {
  readonly code: number
  readonly output: string
}

/** A frontend's files in a folder of their own. */
export interface FrontendProject extends Disposable {
  /** Compiles all files under the settings of a new Next.js project. */
  compile(): Promise<Outcome>
  /** Runs one of them. */
  run(file: string, environment: Readonly<Record<string, string>>): Promise<Outcome>
}

/** As `create-next-app` writes it, but for what emits. */
const settings = {
  compilerOptions: {
    target: 'ES2022',
    lib: ['dom', 'dom.iterable', 'esnext'],
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    module: 'esnext',
    moduleResolution: 'bundler',
    resolveJsonModule: true,
    isolatedModules: true,
    jsx: 'react-jsx',
    types: ['node'],
    customConditions: ['@taskport/source'],
  },
  include: ['**/*.ts', '**/*.tsx'],
}

const execute = (
  cwd: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Outcome> =>
  new Promise((resolve) => {
    const env = { PATH: process.env.PATH, ...environment }
    execFile(process.execPath, args, { cwd, env }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, output: stdout + stderr })
    })
  })

/** Writes the files; disposing of it removes them. */
export const frontendProject = (files: Files): FrontendProject => {
  mkdirSync(place, { recursive: true })
  const folder = mkdtempSync(join(place, 'frontend-'))
  const all = {
    ...files,
    'package.json': JSON.stringify({ name: 'frontend', private: true, type: 'module' }),
    'tsconfig.json': JSON.stringify(settings),
  }
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return {
    compile: () =>
      execute(folder, [join(root, 'node_modules/typescript/bin/tsc'), '-p', '.', '--pretty', 'false']),
    run: (file, environment) =>
      execute(folder, ['--conditions=@taskport/source', '--import=tsx', file], environment),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  }
}
