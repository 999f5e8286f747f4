/** One entity tag of a conditional header (RFC 9110, section 8.8.3), without its quotes. */
export interface EntityTag {
  readonly isWeak: boolean
  readonly opaque: string
}

const oneTag = /^(W\/)?"([!#-~\u0080-\u00FF]*)"/

/** Spaces and tabs alone may stand around it: a list element may be empty, but `*` is no element of a list. */
const any = /^[\t ]*\*[\t ]*$/

const separators = /^[\t ,]*/

const skipSeparators = (text: string): string => text.replace(separators, '')

/**
 * What such a header looks like, for schemas: as people and programs write it, without the tabs, empty elements and characters
 * beyond ASCII that are read too, so that readers and generators of examples understand it.
 */
export const entityTagsPattern = '^(\\*|(W/)?"[!#-~]*"( *, *(W/)?"[!#-~]*")*)$'

/** Reads `If-Match` or `If-None-Match`: `*`, or a list of tags that is not empty; null when it is neither. */
export const parseEntityTags = (header: string): '*' | readonly EntityTag[] | null => {
  if (any.test(header)) return '*'
  const tags: EntityTag[] = []
  let rest = skipSeparators(header)
  while (rest !== '') {
    const [whole, weak, opaque] = oneTag.exec(rest) ?? []
    if (whole === undefined || opaque === undefined) return null
    tags.push({ isWeak: weak !== undefined, opaque })
    const behind = rest.slice(whole.length)
    rest = skipSeparators(behind)
    const isSeparated = behind === '' || rest === '' || behind.slice(0, -rest.length).includes(',')
    if (!isSeparated) return null
  }
  return tags.length === 0 ? null : tags
}

/** The tag of a version; strong, as a version is never the same for two states of a task. */
export const entityTag = (version: number): string => `"${version}"`
