import { types } from 'pg'

/** `2026-11-21 08:41:00.12+00`, as PostgreSQL prints it for a session in UTC, with all three digits and a Z. */
const isoText = (printed: string): string =>
  `${printed.slice(0, 10)}T${printed.slice(11, 19)}.${printed.slice(20, -3).padEnd(3, '0')}Z`

/** Parsers like pg's own, but for `timestamptz`, which stays a text. */
export const instantsAsText: typeof types = {
  ...types,
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === types.builtins.TIMESTAMPTZ ? isoText : types.getTypeParser(oid, format),
}
