export type SubjectProblem =
  | 'subject-missing'
  | 'subject-not-a-string'
  | 'subject-empty'
  | 'subject-too-long'
  | 'subject-ill-formed'
  | 'subject-not-trimmed'
  | 'subject-control-character'

/** Control characters, NUL among them, and the two line breaks that Unicode files elsewhere (U+2028, U+2029). */
const CONTROL_CHARACTER = /[\p{Cc}\p{Zl}\p{Zp}]/u

/** The user that a `sub` stands for. */
export interface Subject {
  readonly userId: string
}

/**
 * Reads a `sub`, or says why it can stand for no user. It is judged, never mended: two tokens that differ in `sub` by as
 * little as a space must not become one user.
 * @param maxLength in code points
 */
export const readSubject = (subject: unknown, maxLength: number): Subject | SubjectProblem => {
  if (subject === undefined) return 'subject-missing'
  if (typeof subject !== 'string') return 'subject-not-a-string'
  if (subject === '') return 'subject-empty'
  // There are at most as many code points as code units, so most subjects need no counting.
  if (subject.length > maxLength && [...subject].length > maxLength) return 'subject-too-long'
  if (!subject.isWellFormed()) return 'subject-ill-formed'
  if (CONTROL_CHARACTER.test(subject)) return 'subject-control-character'
  if (subject.trim() !== subject) return 'subject-not-trimmed'
  return { userId: subject }
}
