const isWhitespace = (character: string | undefined): boolean =>
  character === ' ' || character === '\n' || character === '\r' || character === '\t'

/** The index behind the string that begins at `start` with a quote. */
const endOfString = (json: string, start: number): number => {
  let index = start + 1
  while (json[index] !== '"') index += json[index] === '\\' ? 2 : 1
  return index + 1
}

/**
 * The names that the outermost object of a valid JSON text gives more than once, each named once. JSON.parse would keep the
 * last of them and say nothing (RFC 8259, section 4, leaves it open).
 */
export const duplicateMembers = (json: string): string[] => {
  const seen = new Set<string>()
  const duplicates = new Set<string>()
  let depth = 0
  let index = 0
  while (index < json.length) {
    const character = json[index]
    if (character === '"') {
      const end = endOfString(json, index)
      let next = end
      while (isWhitespace(json[next])) next += 1
      if (depth === 1 && json[next] === ':') {
        const name = String(JSON.parse(json.slice(index, end)))
        if (seen.has(name)) duplicates.add(name)
        seen.add(name)
      }
      index = next
      continue
    }
    if (character === '{' || character === '[') depth += 1
    if (character === '}' || character === ']') depth -= 1
    index += 1
  }
  return [...duplicates]
}
