import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Loaded before a worker's program, and by that alone. */
export const inWorkers = async (directory: string, code: string): Promise<Record<string, string>> => {
  const path = join(directory, 'first.mjs')
  await writeFile(path, `import cluster from 'node:cluster'\nif (cluster.isWorker) { ${code} }\n`)
  return { NODE_OPTIONS: `--import="${path}"` }
}
