/** The JSON pointer of a member of the outermost object (RFC 6901). */
export const pointerTo = (member: string): string => `/${member.replaceAll('~', '~0').replaceAll('/', '~1')}`
