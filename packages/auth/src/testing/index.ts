export { hostileOwnKeys } from './algorithm.js'
export { goodAudiences, hostileAudiences, hostileIssuers } from './issuer-and-audience.js'
export {
  type Jwk,
  type KeyPair,
  type KeyPairs,
  makeKeyPair,
  makeKeyPairs,
  type PublishedAlgorithm,
  signedAs,
} from './key-pair.js'
export {
  goodPublishedKeys,
  hostilePublishedIssuers,
  hostilePublishedKeys,
  type PublishedKeysTarget,
} from './published-keys.js'
export { encodePart, type Part, type RawToken, rawToken } from './raw-token.js'
export { goodSecretTokens, hostileSecretTokens } from './secret-tokens.js'
export type { GoodToken, HostileToken } from './token-cases.js'
export { type TokenForge, type TokenTarget, tokenForge } from './token-forge.js'
