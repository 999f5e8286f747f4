import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type AuthenticatorOptions,
  createAuthenticator,
  type RefusalReason,
  sharedSecret,
} from '@taskport/auth'
import { NOW, SECRET } from './raw-token.js'

/** An authenticator at `NOW` with `SECRET`, but for what is given. */
export const authenticator = (options: Partial<AuthenticatorOptions> = {}) =>
  createAuthenticator({
    keys: [sharedSecret(SECRET)],
    subjectMaxLength: 255,
    now: () => NOW * 1000,
    ...options,
  })

/** One test for each named token: it is refused, at once and for exactly this reason. */
export const refuses = (
  reason: RefusalReason,
  tokens: Readonly<Record<string, string>>,
  options: Partial<AuthenticatorOptions> = {},
): void => {
  const authenticate = authenticator(options)
  for (const [name, token] of Object.entries(tokens)) {
    test(`${reason}: ${name}`, () => {
      assert.deepEqual(authenticate(token), { outcome: 'refused', reason })
    })
  }
}

/** One test for each named token: it is accepted, at once, for this user. */
export const accepts = (
  userId: string,
  tokens: Readonly<Record<string, string>>,
  options: Partial<AuthenticatorOptions> = {},
): void => {
  const authenticate = authenticator(options)
  for (const [name, token] of Object.entries(tokens)) {
    test(`accepted: ${name}`, () => {
      assert.deepEqual(authenticate(token), { outcome: 'accepted', userId })
    })
  }
}
