/**
 * What a bearer token says about its bearer. `unavailable`: what the token is to be judged by cannot be had for now, and it may
 * be a good one. The reason is for the log alone.
 */
export type Authentication =
  | { readonly outcome: 'accepted'; readonly userId: string }
  | { readonly outcome: 'refused'; readonly reason: string }
  | { readonly outcome: 'unavailable'; readonly reason: string }

/** The port by which this adapter learns who calls. It neither throws nor rejects because of a bad token. */
export type Authenticate = (token: string) => Authentication | Promise<Authentication>
