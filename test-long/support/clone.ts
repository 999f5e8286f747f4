import { chown, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { repository } from './repository.js'
import { shell } from './shell.js'

export interface Clone {
  readonly directory: string
  readonly home: string
  remove(): Promise<void>
}

/** Clones the committed state into a new directory, whose name has the given beginning, and gives it to a user. */
export const cloneRepository = async (
  parent: string,
  prefix: string,
  identity?: { readonly uid: number; readonly gid: number },
): Promise<Clone> => {
  const home = await mkdtemp(join(parent, prefix))
  const directory = join(home, 'task port')
  await shell(`git clone --quiet --depth 1 'file://${repository}' '${directory}'`, {
    cwd: home,
    env: { PATH: process.env.PATH ?? '', HOME: home },
  })
  if (identity !== undefined) {
    await chown(home, identity.uid, identity.gid)
    await shell(`chown -R ${identity.uid}:${identity.gid} .`, {
      cwd: home,
      env: { PATH: process.env.PATH ?? '' },
    })
  }
  return { directory, home, remove: () => rm(home, { recursive: true, force: true }) }
}
