import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { keepTraffic } from './traffic-directory.js'

const linesOfJson = (text: string): string[] => text.split('\n').filter((line) => line.startsWith('{'))

const passwordIn = (value: string): string =>
  URL.canParse(value) ? decodeURIComponent(new URL(value).password) : ''

const contentOf = (path: string): string => {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return ''
  }
}

const shortestSecret = 8

const secretsOf = (directory: string, environment: Readonly<Record<string, string>>): string[] => {
  const kept = resolve(directory, environment.TASKPORT_DATA_DIR ?? '.taskport')
  return [
    ...Object.entries(environment).flatMap(([name, value]) =>
      name.includes('SECRET')
        ? value.split(',').map((one) => one.replace(/^\d+:\s*/, '').trim())
        : [passwordIn(value)],
    ),
    contentOf(join(kept, 'secret')),
    contentOf(join(kept, 'postgres', 'password')),
  ].filter((secret) => secret.length >= shortestSecret)
}

/** Keeps what a process of the API has written, but for what a command prints as its result, and all that it had to keep secret. */
export const keepProcess = (written: {
  readonly directory: string
  readonly environment: Readonly<Record<string, string>>
  readonly stdout: string
  readonly stderr: string
}): void => {
  keepTraffic('log', [...linesOfJson(written.stdout), written.stderr].join('\n'))
  keepTraffic('secrets', secretsOf(written.directory, written.environment).join('\n'))
}
