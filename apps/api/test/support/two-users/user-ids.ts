/** Two names that a careless comparison takes for one another, with a number by which nobody else has had them. */
const pairs: readonly ((number: string) => readonly [string, string])[] = [
  (number) => [`ada-${number}`, `bob-${number}`],
  (number) => [`ann-${number}`, `ann-${number}-marie`],
  (number) => [`zoe-${number}`, `Zoe-${number}`],
  (number) => [`eve-${number}`, `eve-${number}\u200B`],
  (number) => [`Ren\u00E9-${number}`, `Rene\u0301-${number}`],
]

export const pairCount = pairs.length

let used = 0

/** Two users whom nobody has met. Those of one `kind`, below `pairCount`, differ in the same way, and are of the same lengths. */
export const freshUserIds = (kind: number): readonly [string, string] => {
  used += 1
  return pairs[kind % pairCount]?.(String(used).padStart(7, '0')) ?? ['', '']
}
