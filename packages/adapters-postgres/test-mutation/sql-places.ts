const opening = /\bsql(?:\.type\([^)]*\)|\.fragment)`/g

/** The index behind the template whose text begins at `start`, and where its own text (not what is in `${…}`) stands. */
const readTemplate = (source: string, start: number, own: Set<number>): number => {
  let index = start
  while (source[index] !== '`') {
    if (index >= source.length) throw new Error('A template has no end')
    if (source.startsWith('${', index)) index = readExpression(source, index, own)
    else own.add(index++)
  }
  return index + 1
}

/** A placeholder counts as text of the SQL up to its brace, so that a rule can begin or end with it; what is in it does not. */
const readExpression = (source: string, start: number, own: Set<number>): number => {
  own.add(start)
  let index = start + 2
  for (let depth = 1; depth > 0; ) {
    if (index >= source.length) throw new Error('An expression has no end')
    if (source[index] === '`') {
      index = readTemplate(source, index + 1, own)
      continue
    }
    if (source[index] === '{') depth += 1
    if (source[index] === '}') depth -= 1
    index += 1
  }
  return index
}

/** Says of an index of a source whether SQL stands there: the text of one of slonik's templates, nested ones included. */
export const sqlPlaces = (source: string): ((index: number) => boolean) => {
  const own = new Set<number>()
  for (const { index, 0: head } of source.matchAll(opening)) readTemplate(source, index + head.length, own)
  return (index) => own.has(index)
}
