import { hostileAlgorithms } from './algorithm.js'
import { goodHeaders, hostileHeaders } from './header-parameters.js'
import { goodIdentities, hostileIdentities } from './identity.js'
import { goodJson, hostileHeaderJson, hostilePayloadJson } from './json.js'
import { goodSignatures, hostileSignatures } from './signature.js'
import { goodStructures, hostileStructures } from './structure.js'
import { goodTimes, hostileTimes } from './times.js'
import type { GoodToken, HostileToken } from './token-cases.js'
import type { TokenForge } from './token-forge.js'

/** Every family of tokens that is hostile whatever else is configured beside the secret. */
export const hostileSecretTokens = (forge: TokenForge): readonly HostileToken[] => [
  ...hostileStructures(forge),
  ...hostileHeaderJson(forge),
  ...hostilePayloadJson(forge),
  ...hostileHeaders(forge),
  ...hostileAlgorithms(forge),
  ...hostileSignatures(forge),
  ...hostileTimes(forge),
  ...hostileIdentities(forge),
]

/** The good tokens beside those. @param foreignUrl what must be called by nobody, however a token names it */
export const goodSecretTokens = (
  forge: TokenForge,
  foreignUrl = 'https://evil.example/jwks.json',
): readonly GoodToken[] => [
  ...goodStructures(forge),
  ...goodJson(forge),
  ...goodHeaders(forge, foreignUrl),
  ...goodSignatures(forge),
  ...goodTimes(forge),
  ...goodIdentities(forge),
]
