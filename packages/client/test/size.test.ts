import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

const mostBytes = 5_000

const bundled = async (entry: string): Promise<string> => {
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: import.meta.dirname, loader: 'ts' },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    conditions: ['@taskport/source'],
  })
  return outputFiles.map(({ text }) => text).join('')
}

test(`the whole client takes fewer than ${mostBytes} bytes, minified and compressed`, async () => {
  const code = await bundled(`export * from '@taskport/client'`)
  assert.match(code, /VERSION_CONFLICT/)
  const { length } = gzipSync(code)
  assert.ok(length < mostBytes, `It takes ${length} bytes`)
})

test('a page that uses one part of it loads that part', async () => {
  const code = await bundled(`import { newTaskId } from '@taskport/client'; console.log(newTaskId())`)
  assert.doesNotMatch(code, /VERSION_CONFLICT|fetch/)
})
