/**
 * How many members the object at the top of a JSON text has, those of one name counted each.
 * @param text what `JSON.parse` has read as an object; for any other text the number means nothing
 */
export const countMembers = (text: string): number => {
  let members = 0
  let depth = 0
  let insideString = false
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]
    if (insideString) {
      if (character === '\\') at += 1
      else if (character === '"') insideString = false
    } else if (character === '"') insideString = true
    else if (character === '{' || character === '[') depth += 1
    else if (character === '}' || character === ']') depth -= 1
    // In valid JSON a colon outside strings stands after a member's name and nowhere else.
    else if (character === ':' && depth === 1) members += 1
  }
  return members
}
