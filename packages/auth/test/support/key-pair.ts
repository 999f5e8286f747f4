import { type Jwk, type KeyPair, makeKeyPair as makeBarePair, signedAs } from '@taskport/auth/testing'
import { CLAIMS } from './raw-token.js'

/** A key pair whose tokens are ada's, to be judged at `NOW`. */
interface KeyPairOfAda extends KeyPair {
  /** A token rightly signed with it; `header` and `claims` stand above the usual ones, undefined takes one away. */
  token(token?: { readonly header?: object; readonly claims?: object }): string
}

export const makeKeyPair = (...options: Parameters<typeof makeBarePair>): KeyPairOfAda => {
  const pair = makeBarePair(...options)
  return {
    ...pair,
    token: ({ header = {}, claims = {} } = {}) => pair.sign({ ...CLAIMS, ...claims }, header),
  }
}

export { type Jwk, signedAs }
