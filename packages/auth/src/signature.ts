import { andThen } from './and-then.js'
import type { TokenHeader } from './header.js'
import type { KeySource, KeysUnavailable, VerificationKey } from './key-source.js'

export type SignatureProblem = 'algorithm-not-allowed' | 'key-unknown' | 'signature-mismatch'

type NotSigned = { readonly problem: SignatureProblem } | KeysUnavailable

/** Whose key signed a token, and which, or why nobody's is known to have. */
export type SignatureFinding = { readonly signedBy: KeySource; readonly key: VerificationKey } | NotSigned

/**
 * Tells which of the sources has the key that signed the token. They are asked in order, up to the first whose
 * key did, so that a secret and its successor can stand side by side.
 */
export const checkSignature = (
  sources: readonly KeySource[],
  header: TokenHeader,
  token: string,
): SignatureFinding | Promise<SignatureFinding> => {
  const candidates = sources.filter(({ algorithms }) => algorithms.includes(header.algorithm))
  const ask = (index: number, before: NotSigned): SignatureFinding | Promise<SignatureFinding> => {
    const source = candidates[index]
    if (source === undefined) return before
    return andThen(checkWith(source, header, token), (finding) =>
      'signedBy' in finding ? finding : ask(index + 1, moreTelling(before, finding)),
    )
  }
  return ask(0, { problem: candidates.length === 0 ? 'algorithm-not-allowed' : 'key-unknown' })
}

/** A source that cannot be asked may be the token's own, whatever the others say. */
const moreTelling = (before: NotSigned, after: NotSigned): NotSigned =>
  'unavailable' in before || ('problem' in after && after.problem === 'key-unknown') ? before : after

const checkWith = (
  source: KeySource,
  header: TokenHeader,
  token: string,
): SignatureFinding | Promise<SignatureFinding> =>
  andThen(source.find(header), (key): SignatureFinding | Promise<SignatureFinding> => {
    if (key === null) return { problem: 'key-unknown' }
    if ('unavailable' in key) return key
    if (key.algorithm !== header.algorithm) return { problem: 'algorithm-not-allowed' }
    return andThen(key.verify(token), (verified) =>
      // Exactly true: whatever else a key should answer with is no proof.
      verified === true ? { signedBy: source, key } : { problem: 'signature-mismatch' },
    )
  })
