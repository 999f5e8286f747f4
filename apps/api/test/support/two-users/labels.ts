/** Replaces what is another in every run by names that are the same in each: numbers in the order of appearance. */
export type Labels = (text: string) => string

const uuid = /[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g
const instant = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g
const opaque = /(?<="(?:nextCursor|since)":")[\w-]+(?=")|(?<=(?:cursor|since)=)[\w-]+/g

const numbered = (prefix: string, names: ReadonlyMap<string, string> = new Map()) => {
  const labels = new Map(names)
  return (text: string): string => {
    const label = labels.get(text) ?? `${prefix}${labels.size - names.size + 1}`
    labels.set(text, label)
    return label
  }
}

/** The labels of one user in one run. `names` are the ids that the program itself has chosen. */
export const openLabels = (userId: string, names: ReadonlyMap<string, string>): Labels => {
  const ids = numbered('#', names)
  const instants = numbered('moment ')
  const tokens = numbered('token ')
  return (text) =>
    text
      .replaceAll(`"userId":${JSON.stringify(userId)}`, '"userId":me')
      .replaceAll(`"user_id":${JSON.stringify(userId)}`, '"user_id":me')
      .replaceAll(`/api/${encodeURIComponent(userId)}/`, '/api/me/')
      .replaceAll(opaque, tokens)
      .replaceAll(uuid, ids)
      .replaceAll(instant, instants)
}
