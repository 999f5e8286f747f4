import assert from 'node:assert/strict'
import { test } from 'node:test'
import { statementNames } from '../src/connection/statement-names.js'

const texts = ['select 1', 'select 2', 'update tasks set title = $1']

/** The names under which a client prepares statements, in the order that it happens to need them. */
const namesInOrder = (order: readonly string[]): Map<string, string> => {
  const names = statementNames(() => true)
  return new Map(
    order.map((text) => {
      assert.equal(names.known(text), null)
      const name = names.next(text)
      names.keep(text, name)
      assert.equal(names.known(text), name)
      return [name, text]
    }),
  )
}

test('a name means the same statement for every client, so that sharing a session runs no other one', () => {
  const one = namesInOrder(texts)
  const two = namesInOrder([...texts].reverse())
  for (const [name, text] of one) assert.equal(two.get(name) ?? text, text, name)
  for (const name of one.keys()) assert.ok(Buffer.byteLength(name) < 64, 'PostgreSQL would cut it')
})

test('a statement that failed gets a new name, and one that is prepared keeps its own', () => {
  const names = statementNames(() => true)
  const failed = names.next('select 1')
  const kept = names.next('select 1')
  assert.notEqual(kept, failed)
  names.keep('select 1', kept)
  assert.equal(names.known('select 1'), kept)
})

test('where names are not to be used there are none', () => {
  let areKept = true
  const names = statementNames(() => areKept)
  names.keep('select 1', names.next('select 1'))
  areKept = false
  assert.equal(names.known('select 1'), null)
  assert.equal(names.next('select 1'), '')
})

test('of statements too long to be kept together those that were prepared first are dropped, each told once', () => {
  const names = statementNames(() => true)
  const long = Array.from({ length: 20 }, (_, number) => `select ${number} -- ${'x'.repeat(4_000)}`)
  const made = long.map((text) => {
    const name = names.next(text)
    names.keep(text, name)
    return name
  })
  const kept = long.filter((text) => names.known(text) !== null)
  assert.ok(kept.length > 0 && kept.length < long.length)
  assert.deepEqual(kept, long.slice(-kept.length))
  assert.deepEqual(names.takeDropped(), made.slice(0, -kept.length))
  assert.deepEqual(names.takeDropped(), [])
})

test('what is forgotten is dropped too, and nothing is where names are not to be used', () => {
  let areKept = true
  const names = statementNames(() => areKept)
  const [first, second] = [names.next('select 1'), names.next('select 2')]
  names.keep('select 1', first)
  names.keep('select 2', second)
  names.forget('select 1')
  names.forget('select 1')
  assert.deepEqual(names.takeDropped(), [first])
  names.forget('select 2')
  areKept = false
  assert.deepEqual(names.takeDropped(), [])
})
