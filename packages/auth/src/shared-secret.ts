import { createSecretKey, type KeyObject } from 'node:crypto'
import jsonwebtoken from 'jsonwebtoken'
import type { IssuerRules } from './claims.js'
import type { KeySource, VerificationKey } from './key-source.js'
import { secretProblem } from './secret-problem.js'

/** A secret (its bytes in UTF-8) as a key. @throws {TypeError} for a secret that `secretProblem` objects to. */
export const secretKey = (secret: string): KeyObject => {
  const problem = secretProblem(secret)
  if (problem !== null) throw new TypeError(problem)
  return createSecretKey(secret, 'utf8')
}

/**
 * The key that the tokens' issuer shares with us: HS256, whatever `kid` a token names.
 * @param rules whom a token signed with this secret has to be from and for; left out: anybody
 * @throws {TypeError} for a secret that `secretProblem` objects to
 */
export const sharedSecret = (secret: string, { issuer, audience }: IssuerRules = {}): KeySource => {
  const hmacKey = secretKey(secret)
  const key: VerificationKey = { algorithm: 'HS256', verify: (token) => isSignedWith(hmacKey, token) }
  return { algorithms: ['HS256'], issuer, audience, find: () => key }
}

/** Asks jsonwebtoken for the signature alone: claims are judged in one place, for every kind of key. */
const isSignedWith = (key: KeyObject, token: string): boolean => {
  try {
    jsonwebtoken.verify(token, key, {
      algorithms: ['HS256'],
      ignoreExpiration: true,
      ignoreNotBefore: true,
    })
    return true
  } catch (error) {
    if (error instanceof jsonwebtoken.JsonWebTokenError) return false
    throw error
  }
}
