declare const taskId: unique symbol

/** A UUID in its canonical form: 36 characters, lower case, with hyphens (RFC 9562). Unique within one owner's tasks. */
export type TaskId = string & { readonly [taskId]: true }

const length = 36
const hyphen = 45

const isHyphenPlace = (place: number): boolean => place === 8 || place === 13 || place === 18 || place === 23

const isHexDigit = (code: number): boolean => (code >= 48 && code <= 57) || (code >= 97 && code <= 102)

/** By hand: every id of every row is looked at, and a regular expression takes several times as long. */
const isTaskId = (text: string): text is TaskId => {
  if (text.length !== length) return false
  for (let place = 0; place < length; place += 1) {
    const code = text.charCodeAt(place)
    if (isHyphenPlace(place) ? code !== hyphen : !isHexDigit(code)) return false
  }
  return true
}

/** What an id looks like before it is read: a regular expression, for schemas. */
export const taskIdPattern = '^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$'

/** Reads an id in either case; null when the text is no UUID (braces and `urn:uuid:` are not accepted). */
export const parseTaskId = (text: string): TaskId | null => {
  const lowerCase = text.toLowerCase()
  return isTaskId(lowerCase) ? lowerCase : null
}
