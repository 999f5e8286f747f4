import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { findPort } from '../src/find-port.js'
import { runProgram } from '../src/run-program.js'

/** A directory whose name means something else in an address. */
const oddDirectory = async () => {
  const parent = await mkdtemp(join(tmpdir(), 'demo-'))
  const path = join(parent, 'task port 100%25 #1?')
  await mkdir(path)
  return { path, [Symbol.asyncDispose]: () => rm(parent, { recursive: true, force: true }) }
}

test('A program runs wherever it stands, its directory’s name with a space or a percent sign in it', async () => {
  await using directory = await oddDirectory()
  const main = join(directory.path, 'main.mjs')
  await writeFile(
    main,
    `import { createServer } from 'node:http'
     createServer((_, response) => response.end('yes')).listen(Number(process.env.PORT), '127.0.0.1')
     process.on('SIGTERM', () => process.exit(0))\n`,
  )
  const port = await findPort({ variable: 'PORT', port: 0, isAskedFor: false })
  const ready = `http://127.0.0.1:${port}/`
  const program = await runProgram({
    name: 'The program',
    main: pathToFileURL(main),
    environment: { PORT: String(port) },
    directory: directory.path,
    ready,
  })
  try {
    assert.equal(await (await fetch(ready)).text(), 'yes')
  } finally {
    await program.stop()
  }
})

test('A program that does not start is told with its last words', async () => {
  await using directory = await oddDirectory()
  const main = join(directory.path, 'main.mjs')
  await writeFile(main, `console.error('no such luck'); process.exit(1)\n`)
  await assert.rejects(
    runProgram({
      name: 'The program',
      main: pathToFileURL(main),
      environment: {},
      directory: directory.path,
      ready: 'http://127.0.0.1:9/',
    }),
    { name: 'DemoError', message: /^The program did not start\. Its last words:\nno such luck\n/ },
  )
})
