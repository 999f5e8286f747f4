import assert from 'node:assert/strict'
import { test } from 'node:test'
import { countMembers } from '../src/count-members.js'

const texts: readonly [text: string, members: number][] = [
  ['{}', 0],
  ['{"a":1}', 1],
  ['{"a":1,"a":2}', 2],
  ['{"a":{"b":1,"c":2},"d":[{"e":3}]}', 2],
  [String.raw`{"a":"\":"}`, 1],
  [String.raw`{"a\":":1}`, 1],
  [String.raw`{"a":"\\","b":"\\\":"}`, 2],
  ['{"a":"{[","b":"]}"}', 2],
]

for (const [text, members] of texts) {
  test(`${text} has ${members} members, whatever its strings look like`, () => {
    assert.equal(countMembers(text), members)
  })
}
