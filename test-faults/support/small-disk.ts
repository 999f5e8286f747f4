import { execFile } from 'node:child_process'
import { mkdtemp, rm, statfs, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A file system of its own that can be filled. */
export interface SmallDisk extends AsyncDisposable {
  readonly path: string
  /** Leaves only so many bytes. */
  fill(left: number): Promise<void>
  /** Makes room again. */
  free(): Promise<void>
}

/** Mounts one in memory. Null where we may not: only root may, and not in every container. */
export const mountSmallDisk = async (mebibytes: number): Promise<SmallDisk | null> => {
  if (process.getuid?.() !== 0) return null
  const path = await mkdtemp(join(tmpdir(), 'taskport-disk-'))
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m,mode=1777`, 'taskport-disk', path])
  } catch {
    await rm(path, { recursive: true })
    return null
  }
  const ballast = join(path, 'ballast')
  return {
    path,
    fill: async (left) => {
      const { bavail, bsize } = await statfs(path)
      await writeFile(ballast, Buffer.alloc(Math.max(0, bavail * bsize - left)))
    },
    free: () => rm(ballast),
    [Symbol.asyncDispose]: async () => {
      await run('umount', ['--lazy', path])
      await rm(path, { recursive: true })
    },
  }
}
