import assert from 'node:assert/strict'
import { test } from 'node:test'
import { entityTag, entityTagsPattern, parseEntityTags } from '../src/conditions/entity-tags.js'

const strong = (opaque: string) => ({ isWeak: false, opaque })
const weak = (opaque: string) => ({ isWeak: true, opaque })

const lists: Readonly<Record<string, readonly ReturnType<typeof strong>[]>> = {
  '"12"': [strong('12')],
  'W/"12"': [weak('12')],
  '""': [strong('')],
  'W/""': [weak('')],
  '"1","2"': [strong('1'), strong('2')],
  '"1", W/"2" ,"3"': [strong('1'), weak('2'), strong('3')],
  '"1"\t,\t"2"': [strong('1'), strong('2')],
  ' "1" ': [strong('1')],
  ', ,"1",,': [strong('1')],
  '"1,2"': [strong('1,2')],
  '"*"': [strong('*')],
  '"\\"': [strong('\\')],
  '"!#~\u0080\u00FF"': [strong('!#~\u0080\u00FF')],
  '"W/"': [strong('W/')],
}

test('a list of entity tags is read, empty elements aside', () => {
  for (const [header, tags] of Object.entries(lists)) {
    assert.deepEqual(parseEntityTags(header), tags, header)
  }
})

test('an asterisk stands for any, and stands alone', () => {
  for (const header of ['*', ' *', '*\t ']) assert.equal(parseEntityTags(header), '*', header)
  for (const header of ['**', '*,*', '*, "1"', '"1", *', 'W/*', ',*', '*,', '\u00A0*']) {
    assert.equal(parseEntityTags(header), null, header)
  }
})

const malformed = [
  ...[
    '',
    ' ',
    ',',
    ' , ',
    '12',
    "'12'",
    '"12',
    '12"',
    '"',
    '"""',
    'W/',
    'W/12',
    'w/"12"',
    'W /"12"',
    'W"12"',
  ],
  ...['"1" "2"', '"1""2"', '"1"W/"2"', '"1";"2"', '"1"x', 'x"1"', '"1", 2', '"1",W/'],
  ...['"a b"', '"a\tb"', '"\u007F"', '"\u0000"', '"\u0100"', '“12”', '\u00A0"1"', '"1"\u00A0'],
]

test('what is neither is told apart from both', () => {
  for (const header of malformed) assert.equal(parseEntityTags(header), null, JSON.stringify(header))
})

test('the pattern that the documentation shows takes only what is read, and all that is written as usual', () => {
  const pattern = new RegExp(entityTagsPattern, 'u')
  for (const header of ['*', '"12"', 'W/"12"', '""', '"1","2"', '"1", W/"2" ,"3"', '"1,2"', '"\\"']) {
    assert.ok(pattern.test(header), header)
    assert.notEqual(parseEntityTags(header), null)
  }
  const odd = [' *', '*\t ', '**', '*,*', '*, "1"', '"1", *', 'W/*', ',*', '*,', '"\u00FF"', ', ,"1",,']
  for (const header of [...odd, ...malformed]) assert.ok(!pattern.test(header), JSON.stringify(header))
})

test('a long header is read in time that grows with its length', () => {
  const started = performance.now()
  for (let round = 0; round < 20; round += 1) {
    assert.equal(parseEntityTags('"1",'.repeat(4_000))?.length, 4_000)
    assert.equal(parseEntityTags(`"1"${' '.repeat(16_000)}x`), null)
    assert.equal(parseEntityTags(`${', '.repeat(8_000)}x`), null)
    assert.equal(parseEntityTags(`"${'x'.repeat(16_000)}`), null)
  }
  const seconds = (performance.now() - started) / 1_000
  assert.ok(seconds < 3, `80 headers took ${seconds} s`)
})

test('the tag of a version reads back as that version, strong', () => {
  assert.equal(entityTag(12), '"12"')
  assert.deepEqual(parseEntityTags(entityTag(Number.MAX_SAFE_INTEGER)), [strong('9007199254740991')])
})
