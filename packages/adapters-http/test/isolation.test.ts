import assert from 'node:assert/strict'
import { test } from 'node:test'
import { call } from './support/call.js'
import { openServer } from './support/open-server.js'
import { titlesIn } from './support/titles.js'

test('of two users each is answered what is his own on every route, whoever came first', async () => {
  for (const [first, second] of [
    ['alice', 'bob'],
    ['bob', 'alice'],
  ] as const) {
    const app = await openServer()
    const id = '0f6f1f0e-6d0c-4f4e-9f0a-3f6b7d1c2e4a'
    for (const user of [first, second]) {
      const created = await call(app, 'POST /api/tasks', { user, body: { id, title: `Of ${user}` } })
      assert.deepEqual([created.statusCode, created.json().data.userId], [201, user])
    }
    for (const user of [first, second]) {
      const one = (await call(app, `GET /api/tasks/${id}`, { user })).json().data
      assert.deepEqual([one.title, one.userId], [`Of ${user}`, user])
      assert.deepEqual(await titlesIn(app, '/api/tasks', user), [`Of ${user}`])
      const plain = (await call(app, `GET /api/${user}/tasks`, { user })).json()
      assert.deepEqual(
        plain.map((task: { title: string; user_id: string }) => [task.title, task.user_id]),
        [[`Of ${user}`, user]],
      )
      const { tasks } = (await call(app, 'GET /api/changes', { user })).json().data
      assert.deepEqual(
        tasks.map(({ userId }: { userId: string }) => userId),
        [user],
      )
    }
    const other = await call(app, `POST /api/${second}/tasks`, { user: second, body: { title: 'Other' } })
    assert.equal(other.json().user_id, second)
    await call(app, `DELETE /api/${second}/tasks/${other.json().id}`, { user: second })
    const changed = await call(app, `PATCH /api/tasks/${id}`, { user: first, body: { title: 'Changed' } })
    assert.equal(changed.json().data.userId, first)
    await call(app, `DELETE /api/tasks/${id}`, { user: first })
    assert.deepEqual(await titlesIn(app, '/api/tasks', second), [`Of ${second}`])
    assert.deepEqual(await titlesIn(app, '/api/tasks', first), [])
    const others = await call(app, `POST /api/tasks/${id}/restore`, { user: second })
    assert.equal(others.statusCode, 409, 'what one has deleted is in no other’s trash')
    const restored = await call(app, `POST /api/tasks/${id}/restore`, { user: first })
    assert.equal(restored.json().data.title, 'Changed')
  }
})
