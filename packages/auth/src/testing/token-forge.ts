import { type RawToken, rawToken } from './raw-token.js'

/** Whose tokens are forged, and who will judge them. */
export interface TokenTarget {
  /** The secret of who judges. */
  readonly secret: string
  /** The user whom the tokens pretend to be, in small letters. */
  readonly userId: string
  /** What the clock of who judges says, in seconds since the epoch. */
  readonly now: number
  /** How far that clock may be from `now` when a token is judged, in seconds; 0 when left out. */
  readonly slack?: number | undefined
  /** What `iss` is asked of the secret's tokens; none when left out. */
  readonly issuer?: string | undefined
  /** What `aud` is asked of the secret's tokens; none when left out. */
  readonly audience?: string | undefined
}

/** Signs with the target's secret what no issuer would. */
export interface TokenForge extends TokenTarget {
  readonly slack: number
  /** Those of a token that is accepted; a claim that is undefined does not stand in a token. */
  readonly claims: {
    readonly sub: string
    readonly iss: string | undefined
    readonly aud: string | undefined
    readonly iat: number
    readonly exp: number
  }
  /** A token of these parts, those of a good one where they are left out. */
  token(parts?: Partial<RawToken>): string
  /** A rightly signed token with these claims above the usual ones; undefined takes one away. */
  withClaims(claims: object): string
  /** A rightly signed token with these header parameters above the usual ones; undefined takes one away. */
  withHeader(header: object): string
  /** Like `withClaims`, with more members of the payload behind them: JSON as it is written, sound or not. */
  withMembers(json: string, claims?: object): string
}

export const tokenForge = (target: TokenTarget): TokenForge => {
  const { secret, userId, now, slack = 0, issuer, audience } = target
  const usualHeader = { alg: 'HS256', typ: 'JWT' }
  const claims = { sub: userId, iss: issuer, aud: audience, iat: now - 60, exp: now + 900 }
  const token: TokenForge['token'] = ({ header = usualHeader, payload = claims, ...others } = {}) =>
    rawToken({ secret, ...others, header, payload })
  return {
    ...target,
    slack,
    claims,
    token,
    withClaims: (more) => token({ payload: { ...claims, ...more } }),
    withHeader: (more) => token({ header: { ...usualHeader, ...more } }),
    withMembers: (json, more = {}) => {
      const before = JSON.stringify({ ...claims, ...more }).slice(0, -1)
      return token({ payload: `${before}${before === '{' ? '' : ','}${json}}` })
    },
  }
}
