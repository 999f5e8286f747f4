import { readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'

/** One file of the built page, in every coding that a browser may ask for. */
export interface PageFile {
  readonly type: string
  /** Whether its name changes with its content, so that it can be kept for ever. */
  readonly isImmutable: boolean
  readonly plain: Buffer
  readonly gzip: Buffer
  readonly brotli: Buffer
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
}

const pageFile = async (path: string, plain: Buffer): Promise<PageFile> => ({
  type: types[extname(path)] ?? 'application/octet-stream',
  isImmutable: path.startsWith('/assets/'),
  plain,
  gzip: await promisify(gzip)(plain, { level: 9 }),
  brotli: await promisify(brotliCompress)(plain),
})

/** Where the page finds the API is known when the server starts, not when the page is built. */
const withApiUrl = (html: Buffer, apiUrl: string): Buffer =>
  Buffer.from(html.toString().replace('%TASKPORT_API_URL%', apiUrl))

/**
 * The built page by its paths, such as `/index.html`, all in memory.
 * @throws {Error} when it has not been built
 */
export const readPageFiles = async (
  directory: string,
  apiUrl: string,
): Promise<ReadonlyMap<string, PageFile>> => {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch(() => [])
  const files = new Map<string, PageFile>()
  for (const entry of entries.filter((one) => one.isFile())) {
    const file = join(entry.parentPath, entry.name)
    const path = file.slice(directory.length).replaceAll('\\', '/')
    const content = await readFile(file)
    files.set(path, await pageFile(path, path === '/index.html' ? withApiUrl(content, apiUrl) : content))
  }
  if (!files.has('/index.html')) {
    throw new Error(`There is no page in ${directory}: build it first, with npm run build.`)
  }
  return files
}
