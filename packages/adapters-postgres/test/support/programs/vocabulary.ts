import type { TextProblem } from '@taskport/domain'

interface Title {
  readonly given: string
  /** As it must be stored. */
  readonly kept: string
  /** As it must be ordered and searched, written down by hand. */
  readonly folded: string
}

const title = (kept: string, folded: string): Title => ({ given: kept, kept, folded })

/** Two that UTF-16 orders otherwise than code points do. */
export const farTitles = ['\u{1F600} astral', '\uFF5E last of the first plane'] as const

/** Every title of the programs that is one. Written by hand, so that nothing of the domain is believed. */
export const titles: readonly Title[] = [
  title('Milk', 'milk'),
  { given: '  Milk\n', kept: 'Milk', folded: 'milk' },
  title('milk', 'milk'),
  title('MILK 100%', 'milk 100%'),
  title('\u00C9clair_2', 'eclair_2'),
  title('E\u0301clair_2', 'eclair_2'),
  title('eclair', 'eclair'),
  title('back\\slash', 'back\\slash'),
  title('10', '10'),
  title('9', '9'),
  ...farTitles.map((text) => title(text, text)),
  title('\u0130stanbul', 'istanbul'),
  title('Stra\u00DFe', 'stra\u00DFe'),
  title('\u304C\u30AE', '\u304C\u30AE'),
  title('\u01D5ber', 'uber'),
]

interface Description {
  readonly given: string
  readonly folded: string
}

/** Every description of the programs that is one; each is kept as it is given. */
export const descriptions: readonly Description[] = [
  { given: '', folded: '' },
  { given: ' with MILK ', folded: ' with milk ' },
  { given: 'under_score \\ back', folded: 'under_score \\ back' },
  { given: "CAF\u00C9 100% 'quoted'", folded: "cafe 100% 'quoted'" },
]

interface Search {
  readonly given: string
  /** The folded words, each of which a task must have. */
  readonly words: readonly string[]
}

export const searches: readonly Search[] = [
  { given: 'milk', words: ['milk'] },
  { given: ' MILK\t100 milk', words: ['milk', '100'] },
  { given: 'milk 1', words: ['milk', '1'] },
  { given: 'l \u00C9', words: ['l', 'e'] },
  { given: '%', words: ['%'] },
  { given: '_', words: ['_'] },
  { given: '\\', words: ['\\'] },
  { given: 'CAF\u00C9', words: ['cafe'] },
  { given: 'e\u0301', words: ['e'] },
  { given: "'q", words: ["'q"] },
  { given: '\u{1F600}', words: ['\u{1F600}'] },
  { given: '\u0130ST', words: ['ist'] },
  { given: '\u304B', words: ['\u304B'] },
  { given: 'nowhere', words: ['nowhere'] },
]

interface BadText {
  readonly given: string
  readonly problem: TextProblem
}

export const badTitles: readonly BadText[] = [
  { given: ' \u200B ', problem: 'BLANK' },
  { given: 'x'.repeat(256), problem: 'TOO_LONG' },
  { given: 'half \uD83D', problem: 'MALFORMED' },
]

export const badDescriptions: readonly BadText[] = [
  { given: 'zero \0', problem: 'MALFORMED' },
  { given: 'x'.repeat(1_001), problem: 'TOO_LONG' },
]

export const badSearches: readonly BadText[] = [
  { given: ' \n ', problem: 'BLANK' },
  { given: 'x'.repeat(201), problem: 'TOO_LONG' },
]
