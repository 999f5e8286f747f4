const plain = /^[ -~]*$/

const accents = /[\u0300-\u036F]/g

/**
 * The form of a text in which case and accents make no difference: for searching, and for the order of titles. Every
 * repository stores what this function makes, so that all agree, whatever their collation.
 */
export const foldText = (text: string): string => {
  const lowerCase = text.toLowerCase()
  if (plain.test(lowerCase)) return lowerCase
  // A sigma is written otherwise where a word ends, which the beginning of a longer word does not know.
  return lowerCase.normalize('NFD').replace(accents, '').normalize('NFC').replaceAll('\u03C2', '\u03C3')
}
