import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const repository = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** The path as it is outside npm scripts, which put their own directories first. */
const outsidePath = (process.env.PATH ?? '')
  .split(':')
  .filter((directory) => !directory.endsWith('node_modules/.bin') && !directory.includes('node-gyp-bin'))
  .join(':')

/** The environment outside npm scripts: how this machine reaches its registry, and nothing of the run that this is. */
export const outsideEnvironment = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env)
      .filter(([name]) => !/^(npm_|TURBO_|NODE_TEST_|INIT_CWD$|NODE$|NODE_OPTIONS$)/.test(name))
      .map(([name, value = '']) => [name, name === 'PATH' ? outsidePath : value]),
  )

/** A newcomer's environment, with the machine's own Node or with the one that the repository brings. */
export const newcomersEnvironment = (
  home: string,
  node: 'of the machine' | 'of the repository',
): Record<string, string> => ({
  ...outsideEnvironment(),
  HOME: home,
  TURBO_TELEMETRY_DISABLED: '1',
  ...(node === 'of the repository'
    ? { PATH: `${join(repository, 'node_modules/node/bin')}:${outsidePath}` }
    : {}),
})
