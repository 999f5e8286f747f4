import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type AuthenticatorOptions,
  createAuthenticator,
  type RefusalReason,
  sharedSecret,
} from '@taskport/auth'
import type { GoodToken, HostileToken } from '@taskport/auth/testing'
import { NOW, SECRET } from './raw-token.js'

/** An authenticator at `NOW` with `SECRET`, but for what is given. */
export const authenticator = (options: Partial<AuthenticatorOptions> = {}) =>
  createAuthenticator({
    keys: [sharedSecret(SECRET)],
    subjectMaxLength: 255,
    now: () => NOW * 1000,
    ...options,
  })

/** One test for each token: it is refused, at once and for exactly its reason. */
export const refusesEach = (
  tokens: readonly HostileToken[],
  options: Partial<AuthenticatorOptions> = {},
): void => {
  const authenticate = authenticator(options)
  for (const { name, token, reason } of tokens) {
    test(`${reason}: ${name}`, () => {
      assert.deepEqual(authenticate(token), { outcome: 'refused', reason })
    })
  }
}

/** One test for each token: it is accepted, at once, for its user. */
export const acceptsEach = (
  tokens: readonly GoodToken[],
  options: Partial<AuthenticatorOptions> = {},
): void => {
  const authenticate = authenticator(options)
  for (const { name, token, userId } of tokens) {
    test(`accepted: ${name}`, () => {
      assert.deepEqual(authenticate(token), { outcome: 'accepted', userId })
    })
  }
}

type Tokens = Readonly<Record<string, string>>

/** `refusesEach` of named tokens with one reason. */
export const refuses = (
  reason: RefusalReason,
  tokens: Tokens,
  options: Partial<AuthenticatorOptions> = {},
): void =>
  refusesEach(
    Object.entries(tokens).map(([name, token]) => ({ name, token, reason })),
    options,
  )

/** `acceptsEach` of named tokens of one user. */
export const accepts = (userId: string, tokens: Tokens, options: Partial<AuthenticatorOptions> = {}): void =>
  acceptsEach(
    Object.entries(tokens).map(([name, token]) => ({ name, token, userId })),
    options,
  )
