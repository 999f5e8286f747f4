import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
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
  /** Starts one of them and waits for the line of JSON that it writes. @throws when it ends without one */
  serve(args: readonly string[], environment: Readonly<Record<string, string>>): Promise<Serving>
}

/** A program that goes on running; disposing of it ends it. */
export interface Serving extends AsyncDisposable {
  readonly told: unknown
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

const running = ['--conditions=@taskport/source', '--import=tsx']

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

const serve = async (
  cwd: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Serving> => {
  const env = { PATH: process.env.PATH, ...environment }
  const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = once(child, 'close')
  let complaints = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints += text
  })
  for await (const line of createInterface(child.stdout)) {
    if (!line.startsWith('{')) continue
    child.stdout.resume()
    return {
      told: JSON.parse(line),
      [Symbol.asyncDispose]: async () => {
        child.kill('SIGKILL')
        await ended
      },
    }
  }
  throw new Error(`It has told nothing.\n${complaints}`)
}

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
    run: (file, environment) => execute(folder, [...running, file], environment),
    serve: (args, environment) => serve(folder, [...running, ...args], environment),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  }
}
