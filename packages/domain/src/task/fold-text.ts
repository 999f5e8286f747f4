const plain = /^[ -~]*$/

const accents = /[\u0300-\u036F]/g

/**
 * The form of a text in which case and accents make no difference: for searching, and for the order of titles. Every
 * repository stores what this function makes, so that all agree, whatever their collation.
 */
export const foldText = (text: string): string => {
  const lowerCase = text.toLowerCase()
  return plain.test(lowerCase) ? lowerCase : lowerCase.normalize('NFD').replace(accents, '').normalize('NFC')
}
