const accents = /[\u0300-\u036F]/g

/** Text in which case and accents make no difference, folded as the API folds it to search and to order titles. */
export const foldText = (text: string): string =>
  text.toLowerCase().normalize('NFD').replace(accents, '').normalize('NFC').replaceAll('\u03C2', '\u03C3')

/** Whether every word is somewhere in the texts. */
export const hasWords = (words: string, texts: readonly (string | null)[]): boolean => {
  const folded = texts.map((text) => foldText(text ?? ''))
  return foldText(words)
    .split(/\s+/)
    .every((word) => folded.some((text) => text.includes(word)))
}
