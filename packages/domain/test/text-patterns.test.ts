import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  descriptionPattern,
  descriptionProblem,
  parseTaskId,
  searchPattern,
  searchProblem,
  taskIdPattern,
  titlePattern,
  titleProblem,
} from '@taskport/domain'

const invisible = /[\p{White_Space}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u

const rules = {
  title: { pattern: new RegExp(titlePattern, 'u'), problem: titleProblem },
  description: { pattern: new RegExp(descriptionPattern, 'u'), problem: descriptionProblem },
  search: { pattern: new RegExp(searchPattern, 'u'), problem: searchProblem },
}

/** Every character there is, for itself; halves of pairs are none. */
const everyCharacter = function* (): Generator<string> {
  for (let point = 0; point <= 0x10ffff; point += 1) {
    if (point < 0xd800 || point > 0xdfff) yield String.fromCodePoint(point)
  }
}

test('a title of one character is blank exactly when Unicode says that nothing of it is shown', () => {
  for (const character of everyCharacter()) {
    const expected = character === '\0' ? 'MALFORMED' : invisible.test(character) ? 'BLANK' : null
    if (titleProblem(character) !== expected)
      assert.equal(titleProblem(character), expected, JSON.stringify(character))
  }
})

/** A pattern that every engine reads tells no characters beyond U+FFFF from one another. */
const isBeyondPatterns = (text: string): boolean =>
  /[\u{10000}-\u{10FFFF}]/u.test(text) && invisible.test(text)

for (const [name, { pattern, problem }] of Object.entries(rules)) {
  test(`the pattern of a ${name} says of every character what the rule says`, () => {
    for (const character of everyCharacter()) {
      const isTaken = problem(character) === null || isBeyondPatterns(character)
      if (pattern.test(character) !== isTaken) assert.fail(JSON.stringify(character))
    }
  })

  test(`the pattern of a ${name} says nearly the same without the flag u`, () => {
    const withoutFlag = new RegExp(pattern.source)
    for (const text of ['a', ' a ', '\u{1F600}', 'caf\u00E9 \u6F22', 'a\nb'])
      assert.ok(withoutFlag.test(text), text)
    for (const text of ['\0', 'a\0']) assert.ok(!withoutFlag.test(text))
  })

  test(`the pattern of a ${name} says of texts of several characters what the rule says`, () => {
    const parts = ['', ' ', '\n', 'a', '\u0301', '\u200B', '\u2060', '\u{1F600}', '\0']
    for (const first of parts) {
      for (const second of parts) {
        for (const third of parts) {
          const text = first + second + third
          assert.equal(pattern.test(text), problem(text) === null, JSON.stringify(text))
        }
      }
    }
  })
}

test('the pattern of an id takes what can be read as one', () => {
  const id = '0F6F1f0e-6d0c-4f4e-9f0a-3f6b7d1c2e4a'
  const texts = [
    id,
    id.toUpperCase(),
    '',
    'x',
    `{${id}}`,
    `urn:uuid:${id}`,
    id.replaceAll('-', ''),
    `${id}\n`,
    ` ${id}`,
  ]
  const pattern = new RegExp(taskIdPattern, 'u')
  for (const text of texts) assert.equal(pattern.test(text), parseTaskId(text) !== null, JSON.stringify(text))
})
