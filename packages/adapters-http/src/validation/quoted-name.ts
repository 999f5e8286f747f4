/** How much of a name is shown, in UTF-16 units. */
const shownLength = 50

/** A name that a caller made up, as a sentence shows it: quoted, and cut where it is long. */
export const quotedName = (name: string): string =>
  JSON.stringify(name.length > shownLength ? `${name.slice(0, shownLength)}…` : name)
