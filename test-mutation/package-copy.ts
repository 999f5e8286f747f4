import { cp, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** What a package's tests need of it. A tsconfig.json is found above. */
const copied = ['package.json', 'src', 'test', 'migrations']

/** A copy of a package inside itself, so that what it imports is found where the package finds it. */
export interface PackageCopy {
  readonly directory: string
  remove(): Promise<void>
}

/** Copies the package in `packageDirectory`; a copy by the same name is overwritten. */
export const copyPackage = async (packageDirectory: string, name: string): Promise<PackageCopy> => {
  const directory = join(packageDirectory, '.text-mutants', name)
  const remove = () => rm(directory, { recursive: true, force: true })
  await remove()
  await mkdir(directory, { recursive: true })
  for (const part of copied) {
    await cp(join(packageDirectory, part), join(directory, part), { recursive: true }).catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw error
      },
    )
  }
  return { directory, remove }
}
