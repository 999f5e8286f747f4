import { type FieldProblem, limits } from '@taskport/domain'

const longest: Readonly<Record<FieldProblem['field'], number>> = {
  title: limits.titleLength.max,
  description: limits.descriptionLength.max,
  search: limits.searchLength.max,
}

/** What callers call it: the name of the field or query parameter, where that is not told. */
const names: Readonly<Record<FieldProblem['field'], string>> = {
  title: 'title',
  description: 'description',
  search: 'q',
}

/** A sentence for a person about a text that is not fit to be kept. */
export const textProblemMessage = (
  field: FieldProblem['field'],
  problem: FieldProblem['problem'],
  name = names[field],
): string => {
  switch (problem) {
    case 'BLANK':
      return `The ${name} must show at least one character.`
    case 'TOO_LONG':
      return `The ${name} must have at most ${longest[field]} characters.`
    case 'MALFORMED':
      return `The ${name} holds a character that cannot be kept (U+0000, or half of a surrogate pair).`
  }
}
