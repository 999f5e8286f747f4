import { spawnSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')
const checked = ['.gitignore', 'biome.json', 'package.json', 'tsconfig.json', 'packages', 'apps', 'test']
const made = new Set([
  'node_modules',
  'dist',
  'coverage',
  'reports',
  '.turbo',
  '.taskport',
  '.next',
  'openapi',
  '.stryker-tmp',
  '.text-mutants',
  '.test-bundles',
])

/** What a checker said of one place. */
export interface Diagnostic {
  /** Relative to the root, with forward slashes. */
  file: string
  /** Biome's category (`lint/style/noRestrictedImports`, `plugin`) or the compiler's code (`TS6059`). */
  rule: string
  message: string
}

/** A copy of the repository's configuration, manifests and sources, to plant violations in. */
export interface RepositoryCopy {
  /** Writes one file, over another where there is one. The path is relative to the root. */
  plant(file: string, code: string): void
  read(file: string): string
  /** The folders with a manifest, relative to the root: `packages/domain`, … */
  workspaces(): string[]
  /** Every TypeScript source in the workspaces and in test/, relative to the root. */
  sources(): string[]
  /** One run of the linter, over everything when no paths are given. `files` is how many it has checked. */
  lint(paths?: string[]): { files: number; diagnostics: Diagnostic[] }
  /** One run of the compiler on a tsconfig's folder. `files` are those of the copy that it has read. */
  compile(project: string): { files: string[]; diagnostics: Diagnostic[] }
  remove(): void
}

// The reporter calls itself experimental: the version is pinned, and a report of another shape fails the tests.
interface BiomeReport {
  summary: { changed: number; unchanged: number }
  diagnostics: { category: string; message: string; location: { path?: string } }[]
}

const linkModules = (copy: string, workspaces: string[]): void => {
  const modules = join(root, 'node_modules')
  mkdirSync(join(copy, 'node_modules/@taskport'), { recursive: true })
  for (const name of readdirSync(modules)) {
    if (name !== '@taskport') symlinkSync(join(modules, name), join(copy, 'node_modules', name), 'junction')
  }
  // Ours lead into the copy, not back into the working tree.
  for (const workspace of workspaces) {
    symlinkSync(join(copy, workspace), join(copy, 'node_modules/@taskport', basename(workspace)), 'junction')
  }
}

const run = (copy: string, tool: string, args: string[]): { stdout: string; stderr: string } => {
  const { error, stdout, stderr } = spawnSync(process.execPath, [join(root, 'node_modules', tool), ...args], {
    cwd: copy,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  })
  if (error) throw error
  return { stdout, stderr }
}

const lint = (copy: string, paths: string[]): ReturnType<RepositoryCopy['lint']> => {
  const { stdout, stderr } = run(copy, '@biomejs/biome/bin/biome', [
    'lint',
    '--reporter=json',
    '--max-diagnostics=none',
    ...paths,
  ])
  if (!stdout.startsWith('{')) throw new Error(`Biome gave no report:\n${stderr}`)
  const { summary, diagnostics }: BiomeReport = JSON.parse(stdout)
  return {
    files: summary.changed + summary.unchanged,
    diagnostics: diagnostics.map(({ category, message, location }) => ({
      file: location.path ?? '',
      rule: category,
      message,
    })),
  }
}

const compile = (copy: string, project: string): ReturnType<RepositoryCopy['compile']> => {
  const { stdout } = run(copy, 'typescript/bin/tsc', [
    '-p',
    project,
    '--noEmit',
    '--pretty',
    'false',
    '--listFiles',
  ])
  const lines = stdout.split(/\r?\n/)
  const said = /^(?<file>[^(]+)\(\d+,\d+\): error (?<rule>TS\d+): (?<message>.*)$/
  return {
    files: lines.filter((line) => line.startsWith(`${copy}/`)).map((line) => line.slice(copy.length + 1)),
    diagnostics: lines.flatMap((line) => {
      const { file, rule, message } = said.exec(line)?.groups ?? {}
      return file && rule && message ? [{ file, rule, message }] : []
    }),
  }
}

/** @throws when the working tree cannot be copied. Whoever asks removes the copy. */
export const repositoryCopy = (): RepositoryCopy => {
  const copy = realpathSync(mkdtempSync(join(tmpdir(), 'taskport-boundaries-')))
  for (const entry of checked) {
    cpSync(join(root, entry), join(copy, entry), {
      recursive: true,
      filter: (source) => !made.has(basename(source)),
    })
  }
  const list = (): string[] =>
    ['packages', 'apps', 'test'].flatMap((folder) =>
      readdirSync(join(copy, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
        join(folder, file).replaceAll('\\', '/'),
      ),
    )
  const workspaces = (): string[] =>
    list()
      .filter((file) => /^[^/]+\/[^/]+\/package\.json$/.test(file))
      .map((file) => dirname(file))
  linkModules(copy, workspaces())
  return {
    plant(file, code) {
      mkdirSync(dirname(join(copy, file)), { recursive: true })
      writeFileSync(join(copy, file), code)
    },
    read: (file) => readFileSync(join(copy, file), 'utf8'),
    workspaces,
    sources: () => list().filter((file) => /\.tsx?$/.test(file)),
    lint: (paths = ['.']) => lint(copy, paths),
    compile: (project) => compile(copy, project),
    remove: () => rmSync(copy, { recursive: true, force: true }),
  }
}
