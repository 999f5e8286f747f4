import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { endEmbeddedServer } from './embedded-server.js'

/** An empty directory of its own. Disposing of it ends an embedded server that was left behind in it, and removes it. */
export interface Directory extends AsyncDisposable {
  readonly path: string
}

/** Its name has a space, as users' directories do. */
export const makeDirectory = async (): Promise<Directory> => {
  const path = await mkdtemp(join(tmpdir(), 'taskport api '))
  return {
    path,
    [Symbol.asyncDispose]: async () => {
      await endEmbeddedServer(join(path, '.taskport'))
      await rm(path, { recursive: true, force: true })
    },
  }
}
