declare const taskId: unique symbol

/** A UUID in its canonical form: 36 characters, lower case, with hyphens (RFC 9562). Unique within one owner's tasks. */
export type TaskId = string & { readonly [taskId]: true }

const canonical = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

const isTaskId = (text: string): text is TaskId => canonical.test(text)

/** What an id looks like before it is read: a regular expression, for schemas. */
export const taskIdPattern = '^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$'

/** Reads an id in either case; null when the text is no UUID (braces and `urn:uuid:` are not accepted). */
export const parseTaskId = (text: string): TaskId | null => {
  const lowerCase = text.toLowerCase()
  return isTaskId(lowerCase) ? lowerCase : null
}
