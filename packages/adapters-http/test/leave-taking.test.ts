import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { answerIn, listen, openConnection } from './support/connection.js'
import { openServer } from './support/open-server.js'

test('who connected in the last moment before a server stops listening is still answered', async (t) => {
  const app = await openServer()
  const port = await listen(t, app)
  const closed = app.close()
  const [connection] = await Promise.all([openConnection(t, port), once(app.server, 'connection')])
  while (app.server.listening) await sleep(5)
  connection.send('GET /api/tasks HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer alice\r\n\r\n')
  const { statusCode, headers } = answerIn(await connection.ended())
  assert.deepEqual([statusCode, headers.connection], [200, 'close'])
  await closed
})

test('who connects and asks nothing does not hold up a server that closes', async (t) => {
  const app = await openServer()
  const port = await listen(t, app)
  const closed = app.close()
  const [connection] = await Promise.all([openConnection(t, port), once(app.server, 'connection')])
  await closed
  assert.equal(await connection.ended(), '')
})
