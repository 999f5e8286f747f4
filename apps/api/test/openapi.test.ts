import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { contractDocument } from '../src/contract-document.js'

const committed = new URL('../../../contracts/openapi.yaml', import.meta.url)

test('The committed OpenAPI document is the one that the routes make', async () => {
  assert.equal(
    await readFile(committed, 'utf8'),
    await contractDocument(),
    'The routes have changed: run `npm run openapi` and commit contracts/openapi.yaml',
  )
})
