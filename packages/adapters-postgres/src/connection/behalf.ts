/** On whose behalf a statement is sent, and how long the server may take for it, in milliseconds. */
export interface Behalf {
  readonly ownerId: string
  readonly timeLeftMs: number
}

/** slonik hands a statement's text, values and name to its driver, and nothing else: so this travels as the name. */
export const writeBehalf = ({ ownerId, timeLeftMs }: Behalf): string => `${timeLeftMs} ${ownerId}`

/** What `writeBehalf` wrote. */
export const readBehalf = (name: string): Behalf => {
  const space = name.indexOf(' ')
  return { timeLeftMs: Number(name.slice(0, space)), ownerId: name.slice(space + 1) }
}
