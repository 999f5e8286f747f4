import assert from 'node:assert/strict'
import { rm } from 'node:fs/promises'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { demoDirectory, startDemo } from './support/demo.js'
import { newAccount } from './support/person.js'

const ada = newAccount('Ada')

const post = (url: string, path: string, body: object) =>
  fetch(`${url}/api/auth/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify(body),
  })

const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    () => true,
    () => false,
  )

test('the demo stops in order, keeps its data, and leaves nothing running when it is killed', async () => {
  const directory = await demoDirectory()
  try {
    const first = await startDemo(directory)
    assert.equal((await post(first.pageUrl, 'sign-up/email', ada)).status, 200)
    assert.equal(await first.stop(), 0)
    for (const url of [first.pageUrl, first.apiUrl]) assert.equal(await answers(url), false)

    const second = await startDemo(directory)
    assert.equal((await post(second.pageUrl, 'sign-in/email', ada)).status, 200)
    await second.kill()
    const until = Date.now() + 30_000
    while ((await answers(second.pageUrl)) || (await answers(second.apiUrl))) {
      assert.ok(Date.now() < until, 'a part of the killed demo goes on')
      await sleep(200)
    }

    const third = await startDemo(directory)
    assert.equal((await post(third.pageUrl, 'sign-in/email', ada)).status, 200)
    assert.equal(await third.stop(), 0)
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
})
