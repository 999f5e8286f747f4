import fc from 'fast-check'
import { type Json, number } from './json.js'

/** Characters that careless code loses, alters or breaks at. */
const oddCharacters = [
  ...'\t\n\r\u0001\u001B\u007F\u0085\u00A0\u00AD\u2028\u3000\uFEFF\uFFFE\uFFFF',
  ...'%_\\\'"`;:,&|!*(){}[]<>$#@~^+=?/-',
  ...'\u0300\u0301\u034F\u0E33\u200B\u200D\u202E\u2060\u20E3\uFE0F\u3164\u115F',
  ...'İıßẞﬁΣςǅ각가ﾡ',
  ...'\u{1F600}\u{1F468}\u{1F3FD}\u{20BB7}\u{E0041}\u{1D173}\u{10FFFF}',
]

/** One unit of a text: a character, or several that are seen as one. */
const unit: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 1 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }) },
  { weight: 2, arbitrary: fc.constantFrom(...oddCharacters) },
)

/** What JSON Schema counts: code points. */
export const lengthOf = (text: string): number => [...text].length

const cut = (text: string, length: number): string => [...text].slice(0, length).join('')

const ofLength = (length: number, units: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .array(units, { minLength: length, maxLength: length, size: 'max' })
    .map((all) => cut(all.join(''), length))

/** How long a text is that no schema bounds. */
const unboundedLength = 40

/** Texts of a length between these, many of them as short or as long as can be. */
export const textBetween = (min: number, max: number, units = unit): fc.Arbitrary<string> =>
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.integer({ min, max: Math.min(max, min + 12) }).chain((n) => ofLength(n, units)),
    },
    { weight: 1, arbitrary: fc.constantFrom(min, max).chain((n) => ofLength(n, units)) },
  )

/** Whether an arbitrary meets a condition often enough to be filtered by it. */
export const oftenMeets = <Value>(
  arbitrary: fc.Arbitrary<Value>,
  condition: (value: Value) => boolean,
): boolean => fc.sample(arbitrary, { numRuns: 100, seed: 1 }).filter(condition).length >= 10

/** The `pattern` of a schema; absent: null. JSON Schema asks for Unicode regular expressions. */
export const patternOf = ({ pattern }: Json): RegExp | null =>
  typeof pattern === 'string' ? new RegExp(pattern, 'u') : null

const formats: Readonly<Record<string, fc.Arbitrary<string>>> = { uuid: fc.uuid() }

const visible = /[^\p{White_Space}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u

/** What the document can forbid in words alone: no pattern that every engine reads knows what beyond U+FFFF is not seen. */
const isForbiddenInWords = (text: string): boolean =>
  /[\u{10000}-\u{10FFFF}]/u.test(text) && !visible.test(text)

/** Texts that a schema allows. @throws {Error} for a format that is not known here and no pattern tells */
export const validText = (schema: Json): fc.Arbitrary<string> => {
  const min = number(schema.minLength) ?? 0
  const max = number(schema.maxLength) ?? min + unboundedLength
  const pattern = patternOf(schema)
  if (pattern === null) {
    if (schema.format === undefined) return textBetween(min, max)
    const known = formats[String(schema.format)]
    if (known === undefined)
      throw new Error(`Say in ${import.meta.filename} what the format ${schema.format} allows`)
    return known
  }
  const isValid = (text: string) =>
    pattern.test(text) && lengthOf(text) >= min && lengthOf(text) <= max && !isForbiddenInWords(text)
  const any = textBetween(min, max)
  return (oftenMeets(any, isValid) ? any : fc.stringMatching(pattern)).filter(isValid)
}
