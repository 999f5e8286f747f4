import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { at } from '../support/at.js'
import { leaksIn, secretFinder } from '../support/traffic/find-leaks.js'
import { type Traffic, trafficDirectory } from '../support/traffic/traffic-directory.js'

/** Run after the suite, over all that it saw leave the API. */
const linesOf = (kind: Traffic): string[] =>
  readdirSync(trafficDirectory)
    .filter((file) => file.endsWith(`.${kind}`))
    // On a connection that goes on, the next answer follows a body without a line end.
    .flatMap((file) => readFileSync(join(trafficDirectory, file), 'utf8').split(/\n|(?=HTTP\/1\.1 \d{3} )/))
    .filter((line) => line !== '')

const secrets = new Set(linesOf('secrets'))
const findSecrets = secretFinder(secrets)
const answers = linesOf('answers')
const log = linesOf('log')

const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}

/** A fault of ours is worth its stack to whoever has to find it. */
const mayHaveStack = (line: string): boolean => ['error', 'fatal'].includes(String(at(parsed(line), 'level')))

/** A body with what a user had written is theirs to have back, whatever it looks like. */
const isRefusal = (line: string): boolean =>
  (line.startsWith('{"success":false') && !line.includes('"current":')) || line.startsWith('{"detail":')

test('The suite has left enough to look at', () => {
  assert.ok(secrets.size > 100, `${secrets.size} secrets`)
  assert.ok(
    answers.filter((line) => line.startsWith('HTTP/1.1 ')).length > 500,
    `${answers.length} lines of answers`,
  )
  assert.ok(answers.filter(isRefusal).length > 100)
  assert.ok(log.length > 500, `${log.length} lines of log`)
  assert.ok(log.some(mayHaveStack))
})

test('No answer has a token, a secret or a password in it, and no refusal SQL or a stack', () => {
  for (const line of answers) {
    assert.deepEqual(findSecrets(line), [], line)
    if (isRefusal(line)) assert.deepEqual(leaksIn(line), [], line)
  }
})

test('No line of a log has a token, a secret, a password or SQL in it, and only a fault has its stack', () => {
  for (const line of log) {
    assert.deepEqual(findSecrets(line), [], line)
    const leaks = leaksIn(line).filter((leak) => leak !== 'a stack' || !mayHaveStack(line))
    assert.deepEqual(leaks, [], line)
  }
})
