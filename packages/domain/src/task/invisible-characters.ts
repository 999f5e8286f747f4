/**
 * What is rendered as nothing, as the inside of a character class of a regular expression: white space, controls, format and
 * default-ignorable characters, and the blank Braille cell, as far as U+FFFF. Written out, rather than by Unicode's property
 * names, so that other programs can be told: every engine reads it, JavaScript's without its flag `u` too.
 */
export const invisibleCharacters =
  '\\u0000-\\u0020\\u007F-\\u00A0\\u00AD\\u034F\\u0600-\\u0605\\u061C\\u06DD\\u070F\\u0890\\u0891\\u08E2\\u115F\\u1160\\u1680' +
  '\\u17B4\\u17B5\\u180B-\\u180F\\u2000-\\u200F\\u2028-\\u202F\\u205F-\\u206F\\u2800\\u3000\\u3164\\uFE00-\\uFE0F\\uFEFF\\uFFA0' +
  '\\uFFF0-\\uFFFB'

/** The same beyond U+FFFF, for JavaScript with its flag `u` alone: no escape of such a range means the same everywhere. */
export const invisibleAstralCharacters =
  '\\u{110BD}\\u{110CD}\\u{13430}-\\u{1343F}\\u{1BCA0}-\\u{1BCA3}\\u{1D173}-\\u{1D17A}\\u{E0000}-\\u{E0FFF}'
