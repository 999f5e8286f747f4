import assert from 'node:assert/strict'
import { afterEach, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { onlineManager, QueryClient } from '@tanstack/react-query'
import { type OutboxOptions, openOutbox } from '../src/tasks/outbox.js'
import type { TaskChange } from '../src/tasks/task-change.js'
import { taskOf } from './support/task.js'

const finish = (id: string): TaskChange => ({ kind: 'finish', id, status: 'completed' })

const memory = (): OutboxOptions['storage'] & { readonly items: Map<string, string> } => {
  const items = new Map<string, string>()
  return {
    items,
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => items.set(key, value),
    removeItem: (key) => items.delete(key),
  }
}

/** An outbox whose deliveries a test decides; `log` is what happened. */
const opened = (options: Partial<OutboxOptions> = {}) => {
  const log: string[] = []
  const queryClient = new QueryClient({ defaultOptions: { mutations: { gcTime: 0 } } })
  queryClient.mount()
  const storage = memory()
  const outbox = openOutbox({
    queryClient,
    deliver: async ({ id }) => {
      log.push(`deliver ${id}`)
      return taskOf({ id })
    },
    isPassing: () => false,
    onDelivered: (task) => log.push(`delivered ${task.id}`),
    onRefused: ({ id }, error) =>
      log.push(`refused ${id}: ${error instanceof Error ? error.message : error}`),
    storage,
    storageKey: 'outbox',
    firstDelayMs: 1,
    ...options,
  })
  return { log, outbox, storage }
}

const until = async (isSo: () => boolean): Promise<void> => {
  for (const end = Date.now() + 10_000; !isSo(); await sleep(2))
    assert.ok(Date.now() < end, 'it never was so')
}

afterEach(() => onlineManager.setOnline(true))

test('Changes are sent in order, one after the other has been answered', async () => {
  const { log, outbox } = opened()
  for (const id of ['a', 'b']) outbox.send(finish(id))
  assert.deepEqual(
    outbox.waiting().map(({ id }) => id),
    ['a', 'b'],
  )
  await until(() => outbox.waiting().length === 0)
  assert.deepEqual(log, ['deliver a', 'delivered a', 'deliver b', 'delivered b'])
})

test('A refused change is told with its reason, and those behind it go on', async () => {
  const { log, outbox } = opened({
    deliver: async ({ id }) => {
      if (id === 'a') throw new Error('no')
      return taskOf({ id })
    },
  })
  for (const id of ['a', 'b']) outbox.send(finish(id))
  await until(() => outbox.waiting().length === 0)
  assert.deepEqual(log, ['refused a: no', 'delivered b'])
})

test('What did not get through is tried until it does, and the rest waits behind it', async () => {
  let failures = 3
  const { log, outbox } = opened({
    deliver: async ({ id }) => {
      if (id === 'a' && failures-- > 0) throw new Error('away')
      return taskOf({ id })
    },
    isPassing: () => true,
  })
  for (const id of ['a', 'b']) outbox.send(finish(id))
  await until(() => outbox.isStuck())
  assert.deepEqual(
    outbox.waiting().map(({ id }) => id),
    ['a', 'b'],
  )
  await until(() => outbox.waiting().length === 0)
  assert.deepEqual(log, ['delivered a', 'delivered b'])
  assert.equal(outbox.isStuck(), false)
})

test('Offline nothing is tried; back online everything is sent', async () => {
  const { log, outbox } = opened()
  onlineManager.setOnline(false)
  for (const id of ['a', 'b']) outbox.send(finish(id))
  await sleep(20)
  assert.deepEqual(log, [])
  assert.equal(outbox.isStuck(), true)
  onlineManager.setOnline(true)
  await until(() => outbox.waiting().length === 0)
  assert.deepEqual(log, ['deliver a', 'delivered a', 'deliver b', 'delivered b'])
})

test('What waits outlives the page, in order, and is forgotten when it has arrived', async () => {
  onlineManager.setOnline(false)
  const first = opened()
  for (const id of ['a', 'b']) first.outbox.send(finish(id))
  first.outbox.close()
  onlineManager.setOnline(true)
  const second = opened({ storage: first.storage })
  assert.deepEqual(
    second.outbox.waiting().map(({ id }) => id),
    ['a', 'b'],
  )
  await until(() => second.outbox.waiting().length === 0)
  assert.deepEqual(
    second.log.filter((line) => line.startsWith('delivered')),
    ['delivered a', 'delivered b'],
  )
  assert.equal(first.storage.getItem('outbox'), null)
})

test('A storage with something else in it is passed over', () => {
  for (const text of ['{', '"x"', '[1, {"kind": "explode"}]']) {
    const storage = memory()
    storage.setItem('outbox', text)
    assert.deepEqual(opened({ storage }).outbox.waiting(), [])
  }
})

test('Who reads what waits gets the same list for as long as it is the same', async () => {
  const { outbox } = opened()
  outbox.send(finish('a'))
  assert.equal(outbox.waiting(), outbox.waiting())
  await until(() => outbox.waiting().length === 0)
})
