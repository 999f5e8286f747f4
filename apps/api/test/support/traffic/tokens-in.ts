/** The shortest text that is worth hiding; a shorter one is in other texts by chance. */
const shortestSecret = 16

/** The parts of tokens in what a client sends: in its header lines alone, as a text that speaks of the header has none. */
export const tokensIn = (sent: string): string[] =>
  [...sent.matchAll(/^authorization:([^\r\n]*)/gim)].flatMap(([, value = '']) =>
    value.split(/[^\w-]+/).filter((part) => part.length >= shortestSecret),
  )
