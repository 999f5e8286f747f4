import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import openapiTypescript, { astToString, type OpenAPI3 } from 'openapi-typescript'
import { parse } from 'yaml'

const contract = new URL('../../contracts/openapi.yaml', import.meta.url)
const folder = new URL('src/openapi/', import.meta.url)
const target = new URL('contract.ts', folder)

const read = (file: URL): string | null => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}

const document: OpenAPI3 = parse(readFileSync(contract, 'utf8'))
// Only what the client calls: the rest would be most of what its users download.
const called = Object.entries(document.paths ?? {}).filter(([path]) => /^\/api\/(tasks|changes)\b/.test(path))
const types = astToString(
  await openapiTypescript({ ...document, paths: Object.fromEntries(called) }, { immutable: true }),
)
const text = `// Made from contracts/openapi.yaml by \`npm run generate\`; do not edit.\n\n${types}`

// Only what differs, and at once: a compiler may be reading it.
if (read(target) !== text) {
  mkdirSync(folder, { recursive: true })
  const draft = new URL(`contract.${process.pid}.draft`, folder)
  writeFileSync(draft, text)
  renameSync(draft, target)
}
