import { andThen } from './and-then.js'
import type { TokenHeader } from './header.js'
import type { KeySource } from './key-source.js'

export type SignatureProblem = 'algorithm-not-allowed' | 'key-unknown' | 'signature-mismatch'

type Finding = SignatureProblem | null

/**
 * Null when a key of one of the sources signed the token. Sources are asked in order, up to the first whose
 * key did, so that a secret and its successor can stand side by side.
 */
export const checkSignature = (
  sources: readonly KeySource[],
  header: TokenHeader,
  token: string,
): Finding | Promise<Finding> => {
  const candidates = sources.filter(({ algorithms }) => algorithms.includes(header.algorithm))
  const ask = (index: number, problem: SignatureProblem): Finding | Promise<Finding> => {
    const source = candidates[index]
    if (source === undefined) return problem
    return andThen(checkWith(source, header, token), (finding) =>
      finding === null ? null : ask(index + 1, finding === 'key-unknown' ? problem : finding),
    )
  }
  return ask(0, candidates.length === 0 ? 'algorithm-not-allowed' : 'key-unknown')
}

const checkWith = (source: KeySource, header: TokenHeader, token: string): Finding | Promise<Finding> =>
  andThen(source.find(header), (key) => {
    if (key === null) return 'key-unknown'
    if (key.algorithm !== header.algorithm) return 'algorithm-not-allowed'
    // Exactly true: whatever else a key should answer with is no proof.
    return andThen(key.verify(token), (verified) => (verified === true ? null : 'signature-mismatch'))
  })
