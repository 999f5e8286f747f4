import { tokenOf } from '../tokens.js'

/** The bytes of Alice's GET of this path on a connection of its own, with these lines among its headers. */
export const rawRead = (path: string, ...lines: readonly string[]): string =>
  [
    `GET ${path} HTTP/1.1`,
    'Host: x',
    'Connection: close',
    `Authorization: Bearer ${tokenOf('alice')}`,
    ...lines,
    '',
    '',
  ].join('\r\n')
