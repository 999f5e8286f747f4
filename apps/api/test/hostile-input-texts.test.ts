import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { at } from './support/at.js'
import { openHostileApi, wrongFields } from './support/hostile/hostile-api.js'
import { needles, oddTexts } from './support/hostile/odd-texts.js'

const api = await openHostileApi()
after(() => api[Symbol.asyncDispose]())

const texts = Object.entries(oddTexts)

const create = async (user: string, content: object): Promise<string> => {
  const answer = await api.ask('POST /api/tasks', { user, body: content })
  assert.equal(answer.status, 201, answer.text)
  return String(at(answer.body, 'data', 'id'))
}

const titlesAt = async (user: string, path: string): Promise<unknown[]> => {
  const answer = await api.ask(`GET ${path}`, { user })
  assert.equal(answer.status, 200, answer.text)
  const tasks = at(answer.body, 'data', 'tasks')
  assert.ok(Array.isArray(tasks))
  return tasks.map((task) => at(task, 'title'))
}

/** Asserts that a task has this text as its title and description wherever it is looked at, byte for byte in the database. */
const assertKept = async (user: string, id: string, text: string): Promise<void> => {
  const hex = Buffer.from(text).toString('hex')
  const inAnswers = [
    at((await api.ask(`GET /api/tasks/${id}`, { user })).body, 'data'),
    ...[at((await api.ask('GET /api/tasks', { user })).body, 'data', 'tasks')].flat(),
    ...[at((await api.ask('GET /api/changes', { user })).body, 'data', 'tasks')].flat(),
  ].filter((task) => at(task, 'id') === id)
  assert.equal(inAnswers.length, 3)
  for (const task of inAnswers) {
    assert.equal(at(task, 'title'), text)
    assert.equal(at(task, 'description'), text)
  }
  const [row] = await api.sql(
    `select encode(convert_to(title, 'UTF8'), 'hex') as title, encode(convert_to(description, 'UTF8'), 'hex') as description
     from tasks where user_id = $1 and id = $2`,
    user,
    id,
  )
  assert.deepEqual({ ...row }, { title: hex, description: hex })
}

test('Each odd text is kept as it was sent, whether a task is created with it or changed to it', async (t) => {
  for (const [name, text] of texts) {
    await t.test(name, async () => {
      const user = `of ${name}`
      const body = { title: text, description: text }
      await assertKept(user, await create(user, body), text)
      for (const method of ['PUT', 'PATCH']) {
        const id = await create(user, { title: 'before', description: 'before' })
        const changed = await api.ask(`${method} /api/tasks/${id}`, { user, body })
        assert.equal(changed.status, 200, changed.text)
        assert.equal(changed.headers['set-cookie'], undefined)
        await assertKept(user, id, text)
      }
    })
  }
})

test('A search for an odd text finds the task with it and no other', async (t) => {
  for (const [name, text] of texts) await create('searcher', { title: text, description: name })
  for (const [name, text] of texts) {
    // A search is shorter than a title.
    const words = [...text].slice(0, 200).join('')
    await t.test(name, async () => {
      assert.deepEqual(await titlesAt('searcher', `/api/tasks?q=${encodeURIComponent(words)}`), [text])
    })
  }
})

test('A search for a character that means something elsewhere finds what holds it', async () => {
  for (const [title] of needles) await create('seeker', { title })
  for (const [title, words] of needles) {
    assert.deepEqual(await titlesAt('seeker', `/api/tasks?q=${encodeURIComponent(words)}`), [title], words)
  }
})

test('Odd texts are paged through in the order of their titles, each once', async () => {
  const whole = await titlesAt('searcher', '/api/tasks?sort=title&order=asc')
  const paged: unknown[] = []
  let next = '/api/tasks?sort=title&order=asc&limit=7'
  for (let pages = 0; pages < 20; pages += 1) {
    const { body } = await api.ask(`GET ${next}`, { user: 'searcher' })
    paged.push(...[at(body, 'data', 'tasks')].flat().map((task) => at(task, 'title')))
    const cursor = at(body, 'data', 'nextCursor')
    if (cursor === null) break
    next = `/api/tasks?sort=title&order=asc&limit=7&cursor=${cursor}`
  }
  assert.equal(paged.length, texts.length)
  assert.deepEqual(paged, whole)
})

const seen = /[^\p{White_Space}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800\0]/u

/** All characters that show nothing, as many to a text as a title holds. */
const invisibleTexts = (): string[] => {
  const texts: string[] = []
  let text = ''
  for (let point = 1; point <= 0x10ffff; point += 1) {
    if (point >= 0xd800 && point <= 0xdfff) continue
    const character = String.fromCodePoint(point)
    if (seen.test(character)) continue
    text += character
    if ([...text].length === 255) {
      texts.push(text)
      text = ''
    }
  }
  return [...texts, text]
}

test('A title of nothing but what is not seen is refused, whichever of all such characters it is of', async () => {
  const id = await create('blank', { title: 'Seen' })
  const all = invisibleTexts()
  assert.ok(all.join('').length > 4_000)
  const single = [
    '',
    ' ',
    '\u200B',
    '\u2060',
    '\u00AD',
    '\u3164',
    '\u115F',
    '\uFFA0',
    '\uFEFF',
    '\uFE0F',
    '\u{E0041}',
    '\u202E',
  ]
  const requests = ['POST /api/tasks', `PUT /api/tasks/${id}`, `PATCH /api/tasks/${id}`]
  const before = await api.stored()
  for (const title of [...all, ...single, ' \u200B\n\u2060 ', '\u200D'.repeat(255), '\u2800\u2800']) {
    for (const request of requests) {
      const answer = await api.ask(request, { user: 'blank', body: { title } })
      assert.deepEqual(wrongFields(answer), ['/title BLANK'], JSON.stringify(title))
    }
  }
  assert.deepEqual(await api.stored(), before)
})

test('A description may be of what is not seen', async () => {
  for (const description of ['', ' ', '\n\n', ...invisibleTexts()]) {
    const id = await create('hidden', { title: 'Seen', description })
    assert.equal(
      at((await api.ask(`GET /api/tasks/${id}`, { user: 'hidden' })).body, 'data', 'description'),
      description,
    )
  }
})

test('White space around a title is not part of it, as JavaScript trims; a description keeps it', async () => {
  const around = '\t\n\v\f\r \u00A0\u1680\u2000\u200A\u2028\u2029\u202F\u205F\u3000\uFEFF'
  const text = `${around}x y${around}`
  const id = await create('trimmed', { title: text, description: text })
  const { body } = await api.ask(`GET /api/tasks/${id}`, { user: 'trimmed' })
  assert.equal(at(body, 'data', 'title'), 'x y')
  assert.equal(at(body, 'data', 'description'), text)
  const long = `${around}${'x'.repeat(255)}${around}`
  await create('trimmed', { title: long })
  for (const kept of ['\u200Bx\u200B', '\u0001x', '\u0085x', '\u180Ex']) {
    assert.equal(
      at((await api.ask('POST /api/tasks', { body: { title: kept } })).body, 'data', 'title'),
      kept,
    )
  }
})

const units: Readonly<Record<string, string>> = {
  letters: 'x',
  'astral characters': '\u{1F600}',
  'letters with an accent of their own': 'e\u0301',
  'emoji joined to one': '\u{1F468}\u200D',
  ideographs: '\u6F22',
}

const ofLength = (unit: string, length: number): string => [...unit.repeat(length)].slice(0, length).join('')

test('Lengths are counted in characters, whatever these take in bytes', async (t) => {
  for (const [name, unit] of Object.entries(units)) {
    await t.test(name, async () => {
      const id = await create('long', { title: ofLength(unit, 255), description: ofLength(unit, 1_000) })
      const before = await api.stored()
      for (const request of ['POST /api/tasks', `PUT /api/tasks/${id}`, `PATCH /api/tasks/${id}`]) {
        const titles = { title: ofLength(unit, 256), description: ofLength(unit, 1_001) }
        const refused = await api.ask(request, { user: 'long', body: titles })
        assert.deepEqual(wrongFields(refused), ['/description TOO_LONG', '/title TOO_LONG'])
      }
      const words = encodeURIComponent(ofLength(unit, 200))
      assert.equal((await titlesAt('long', `/api/tasks?q=${words}`)).length, 1)
      const tooLong = encodeURIComponent(ofLength(unit, 201))
      assert.deepEqual(wrongFields(await api.ask(`GET /api/tasks?q=${tooLong}`)), ['/q TOO_LONG'])
      assert.deepEqual(await api.stored(), before)
    })
  }
})
