export type CompactTokenProblem = 'token-too-long' | 'not-three-parts' | 'empty-part' | 'not-base64url'

/** The decoded bytes of a token's first two parts. The signature is the business of the key. */
export interface CompactToken {
  readonly header: Buffer
  readonly payload: Buffer
}

const MAX_TOKEN_LENGTH = 8192

/**
 * Takes a JWS in compact form apart (RFC 7515, section 7.1), or says why it cannot. Each part has to be
 * canonical base64url: no padding, no other letters, no bits left over, so no two strings are the same token.
 */
export const parseCompactToken = (token: string): CompactToken | CompactTokenProblem => {
  // First of all, so that nothing after it meets more than 8 KiB.
  if (token.length > MAX_TOKEN_LENGTH) return 'token-too-long'
  const [header, payload, signature, ...more] = token.split('.')
  if (header === undefined || payload === undefined || signature === undefined || more.length > 0) {
    return 'not-three-parts'
  }
  if (header === '' || payload === '' || signature === '') return 'empty-part'
  const headerBytes = decodeBase64url(header)
  const payloadBytes = decodeBase64url(payload)
  if (headerBytes === null || payloadBytes === null || decodeBase64url(signature) === null) {
    return 'not-base64url'
  }
  return { header: headerBytes, payload: payloadBytes }
}

/** Node's decoder skips what it does not know; only canonical text comes back the same from a round trip. */
const decodeBase64url = (text: string): Buffer | null => {
  const bytes = Buffer.from(text, 'base64url')
  return bytes.toString('base64url') === text ? bytes : null
}
