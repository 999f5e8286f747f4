import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sharedSecret } from '@taskport/auth'
import {
  goodAudiences,
  goodSecretTokens,
  hostileAudiences,
  hostileIssuers,
  hostileOwnKeys,
  hostileSecretTokens,
  tokenForge,
} from '@taskport/auth/testing'
import { SECRET, target } from './support/raw-token.js'
import { acceptsEach, refusesEach } from './support/verdicts.js'

const forge = tokenForge(target)
const hostile = [...hostileSecretTokens(forge), ...hostileOwnKeys(forge, 'algorithm-not-allowed')]
refusesEach(hostile)
acceptsEach(goodSecretTokens(forge))

const rules = { issuer: 'https://auth.example.com', audience: 'https://api.example.com' }
const ruled = tokenForge({ ...target, ...rules })
const keys = [sharedSecret(SECRET, rules)]
refusesEach([...hostileIssuers(ruled), ...hostileAudiences(ruled)], { keys })
acceptsEach([...goodAudiences(ruled), ...goodSecretTokens(ruled)], { keys })

test('the table has no token twice, and none without a name of its own', () => {
  const names = hostile.map(({ name, reason }) => `${reason}: ${name}`)
  const tokens = hostile.map(({ token }) => token)
  assert.deepEqual(
    names.filter((name, index) => names.indexOf(name) !== index),
    [],
  )
  assert.deepEqual(
    tokens.filter((token, index) => tokens.indexOf(token) !== index),
    [],
  )
  assert.ok(hostile.length >= 200, `${hostile.length}`)
})
