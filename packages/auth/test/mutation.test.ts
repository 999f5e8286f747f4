import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CLAIMS, NOW, rawToken } from './support/raw-token.js'
import { authenticator } from './support/verdicts.js'

/** Numbers from 0 to below `limit`, the same in every run (mulberry32). */
const seededNumbers = (seed: number) => {
  let state = seed
  return (limit: number): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit
  }
}

/** Changes a text in one to three places: replaces, removes, inserts, exchanges, repeats or cuts. */
const mutated = (text: string, letters: string, below: (limit: number) => number): string => {
  let result = text
  for (let rounds = 1 + below(3); rounds > 0; rounds -= 1) {
    const at = below(result.length + 1)
    const to = Math.min(result.length, at + 1 + below(4))
    const letter = letters.charAt(below(letters.length))
    const forms = [
      result.slice(0, at) + letter + result.slice(at + 1),
      result.slice(0, at) + result.slice(to),
      result.slice(0, at) + letter + result.slice(at),
      result.slice(0, at) + result.slice(at + 1, to) + result.slice(at, at + 1) + result.slice(to),
      result.slice(0, to) + result.slice(at),
      result.slice(0, at),
    ]
    result = forms[below(forms.length)] ?? ''
  }
  return result
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ \u0000é'
const JSON_LETTERS = '{}[]":,\\ 0123456789eE.-+abdusptfnrlxi\u0000\n\u00e9\u2028'

test('of 5,000 mutations of a valid token none is accepted and none throws', () => {
  const authenticate = authenticator()
  const valid = rawToken()
  const below = seededNumbers(20_260_101)
  let tried = 0
  while (tried < 5000) {
    const token = mutated(valid, LETTERS, below)
    if (token === valid) continue
    tried += 1
    const { outcome } = settled(authenticate(token))
    assert.equal(outcome, 'refused', JSON.stringify(token))
  }
})

test('of 5,000 mutations of a payload, rightly signed, those accepted say what was accepted', () => {
  const authenticate = authenticator()
  const payload = JSON.stringify({ ...CLAIMS, id: 'ada' })
  const below = seededNumbers(7)
  let accepted = 0
  for (let tried = 0; tried < 5000; tried += 1) {
    const text = mutated(payload, JSON_LETTERS, below)
    const answer = settled(authenticate(rawToken({ payload: text })))
    if (answer.outcome !== 'accepted') {
      assert.notEqual(answer.reason, 'fault', JSON.stringify(text))
      continue
    }
    accepted += 1
    const claims = JSON.parse(text)
    assert.equal(answer.userId, claims.sub, text)
    assert.ok(claims.exp > NOW - 30 && claims.exp <= NOW + 31 * 86_400 + 60, text)
  }
  assert.ok(accepted > 20, `only ${accepted} mutations were accepted: the others prove little`)
})

test('of 5,000 mutations of a header, rightly signed, only HS256 ones are accepted', () => {
  const authenticate = authenticator()
  const below = seededNumbers(11)
  let accepted = 0
  for (let tried = 0; tried < 5000; tried += 1) {
    const text = mutated('{"alg":"HS256","typ":"JWT","x":"y"}', JSON_LETTERS, below)
    const answer = settled(authenticate(rawToken({ header: text })))
    if (answer.outcome !== 'accepted') {
      assert.notEqual(answer.reason, 'fault', JSON.stringify(text))
      continue
    }
    accepted += 1
    assert.equal(JSON.parse(text).alg, 'HS256', text)
  }
  assert.ok(accepted > 20, `only ${accepted} mutations were accepted: the others prove little`)
})

const settled = <T>(answer: T | Promise<T>): T => {
  assert.ok(!(answer instanceof Promise), 'a secret answers at once')
  return answer
}
