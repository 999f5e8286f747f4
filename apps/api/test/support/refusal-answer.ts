import { at } from './at.js'
import type { RawAnswer } from './raw-answers.js'

/** A refused token's answer, without the two places in which no two answers are equal. */
export const comparable = ({ lines, body: text }: RawAnswer): string =>
  [
    ...lines.filter((line) => !line.startsWith('Date: ')),
    '',
    text.replace(/"requestId":"[\da-f-]{36}"/, ''),
  ].join('\n')

/** The id of the request, by which the log names it. */
export const idOf = ({ body: text }: RawAnswer): string => String(at(JSON.parse(text), 'requestId'))
