import { spawnSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'

/** A user of the operating system. */
interface Identity {
  readonly uid: number
  readonly gid: number
}

const unshare = ['unshare', '--pid', '--fork', '--kill-child', '--mount-proc', '--'] as const

/** Whether this machine lets us make a process the first of a namespace of its own: root, where no container forbids it. */
export const canBeProcessOne = (): boolean => {
  const [program, ...args] = unshare
  return process.getuid?.() === 0 && spawnSync(program, [...args, 'true']).status === 0
}

/** The command that runs another as process 1, as a container's engine does. Its exit code is the other's; signals go to that itself. */
export const asProcessOne = (command: readonly string[], { uid, gid }: Identity): readonly string[] => [
  ...unshare,
  'setpriv',
  `--reuid=${uid}`,
  `--regid=${gid}`,
  '--clear-groups',
  '--',
  ...command,
]

const fieldOf = async (pid: number, name: string): Promise<string> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return new RegExp(`^${name}:\\s+(.*)$`, 'm').exec(status)?.[1] ?? ''
}

const childrenOf = async (pid: number): Promise<number[]> => {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '')
  return text.split(' ').filter(Boolean).map(Number)
}

/** Out here, the id of what runs as process 1 under the command. @throws {Error} when it does not */
export const processOneUnder = async (pid: number): Promise<number> => {
  for (const child of await childrenOf(pid)) if (/\b1$/.test(await fieldOf(child, 'NSpid'))) return child
  throw new Error(`Nothing under process ${pid} is process 1`)
}

/** The ids out here of a process's children, and whether each is a zombie: one that has ended and is not waited for. */
export const familyOf = async (
  pid: number,
): Promise<readonly { readonly pid: number; readonly isZombie: boolean }[]> =>
  Promise.all(
    (await childrenOf(pid)).map(async (child) => ({
      pid: child,
      isZombie: (await fieldOf(child, 'State')).startsWith('Z'),
    })),
  )
