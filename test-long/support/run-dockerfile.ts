import { chmod, cp, mkdir, readFile, stat } from 'node:fs/promises'
import { basename, join, matchesGlob, relative } from 'node:path'
import { dockerfileSteps, type Step } from '../../test/container/dockerfile-steps.js'
import { shell } from './shell.js'

/** What a Dockerfile's steps made, in a directory that stands for the image's root. */
export interface MadeImage {
  /** Where its process is started, on this machine. */
  readonly directory: string
  /** What ENV says. */
  readonly environment: Readonly<Record<string, string>>
  readonly command: readonly string[]
  readonly healthCheck: readonly string[]
  readonly user: { readonly uid: number; readonly gid: number }
}

interface Stage {
  readonly name: string
  readonly root: string
  readonly environment: Record<string, string>
  workingDirectory: string
  readonly last: Map<string, Step>
}

const isDirectory = async (path: string): Promise<boolean> => (await stat(path)).isDirectory()

/** As Docker does: a directory's content goes into the destination, files go under it when it ends with a slash. */
const copy = async (
  sources: readonly string[],
  destination: string,
  isIncluded: (path: string) => boolean,
): Promise<void> => {
  for (const source of sources) {
    const isInto = !(await isDirectory(source)) && destination.endsWith('/')
    const to = isInto ? join(destination, basename(source)) : destination
    await cp(source, to, { recursive: true, verbatimSymlinks: true, filter: isIncluded })
  }
}

/** What `.dockerignore` lets into the context. */
const includedIn = async (context: string): Promise<(path: string) => boolean> => {
  const lines = (await readFile(join(context, '.dockerignore'), 'utf8')).split('\n')
  const patterns = lines.filter((line) => line !== '' && !line.startsWith('#'))
  return (path) => !patterns.some((pattern) => matchesGlob(relative(context, path), pattern))
}

/**
 * Carries out a Dockerfile's steps one after the other without a container: each stage is a directory in `place`, and this machine's
 * programs stand for those of the base image.
 */
export const runDockerfile = async (
  context: string,
  place: string,
  machine: Readonly<Record<string, string>>,
): Promise<MadeImage> => {
  const isIncluded = await includedIn(context)
  const stages: Stage[] = []
  const stageOf = (name: string): Stage => {
    const found = stages.find((one) => one.name === name)
    if (found === undefined) throw new Error(`There is no stage "${name}"`)
    return found
  }
  for (const step of dockerfileSteps(await readFile(join(context, 'Dockerfile'), 'utf8'))) {
    const { keyword, args, flags, text } = step
    if (keyword === 'FROM') {
      const root = join(place, String(step.stage))
      await mkdir(root)
      await chmod(root, 0o755)
      stages.push({ name: args[2] ?? '', root, environment: {}, workingDirectory: '/', last: new Map() })
      continue
    }
    const stage = stages.at(-1)
    if (stage === undefined) throw new Error('The Dockerfile does not begin with FROM')
    const here = join(stage.root, stage.workingDirectory)
    stage.last.set(keyword, step)
    if (keyword === 'WORKDIR') {
      stage.workingDirectory = text
      await mkdir(join(stage.root, text), { recursive: true })
    } else if (keyword === 'ENV') {
      for (const [name = '', value = ''] of args.map((arg) => arg.split('='))) stage.environment[name] = value
    } else if (keyword === 'COPY') {
      const from = flags.get('from')
      const origin = from === undefined ? context : stageOf(from).root
      const sources = args.slice(0, -1).map((source) => join(origin, source))
      const destination = `${here}/${args.at(-1)}`
      await copy(sources, destination, from === undefined ? isIncluded : () => true)
    } else if (keyword === 'RUN') {
      await shell(text, { cwd: here, env: { ...machine, ...stage.environment } })
    } else if (!['ARG', 'LABEL', 'EXPOSE', 'USER', 'HEALTHCHECK', 'CMD'].includes(keyword)) {
      throw new Error(`${keyword} is not known here`)
    }
  }
  const stage = stages.at(-1)
  if (stage === undefined) throw new Error('The Dockerfile has no FROM')
  const [uid = 0, gid = 0] = stage.last.get('USER')?.text.split(':').map(Number) ?? []
  return {
    directory: join(stage.root, stage.workingDirectory),
    environment: stage.environment,
    command: stage.last.get('CMD')?.args ?? [],
    healthCheck: stage.last.get('HEALTHCHECK')?.args ?? [],
    user: { uid, gid },
  }
}
