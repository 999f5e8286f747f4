import assert from 'node:assert/strict'

/** An object of a JSON document. */
export type Json = Readonly<Record<string, unknown>>

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A part of a document that must be an object; absent: an empty one. @throws {AssertionError} when it is something else */
export const json = (value: unknown): Json => {
  const found = value ?? {}
  assert.ok(isJson(found), `${JSON.stringify(value)} is no object`)
  return found
}

/** A part of a document that must be a list; absent: an empty one. @throws {AssertionError} when it is something else */
export const list = (value: unknown): readonly unknown[] => {
  const found = value ?? []
  assert.ok(Array.isArray(found), `${JSON.stringify(value)} is no list`)
  return found
}

/** A part of a document that must be a number, if it is there. @throws {AssertionError} when it is something else */
export const number = (value: unknown): number | undefined => {
  assert.ok(value === undefined || typeof value === 'number', `${JSON.stringify(value)} is no number`)
  return value
}

/** What a reference within the document (`#/components/schemas/Task`) leads to. */
const follow = (document: Json, reference: string): unknown => {
  assert.ok(reference.startsWith('#/'), `${reference} leads out of the document`)
  let place: unknown = document
  for (const name of reference.slice(2).split('/')) {
    place = json(place)[decodeURIComponent(name).replaceAll('~1', '/').replaceAll('~0', '~')]
  }
  return json(place)
}

/** A document, or a part of it, with each reference replaced by what it leads to. */
export const dereferenced = (part: unknown, document: Json): unknown => {
  if (Array.isArray(part)) return part.map((item) => dereferenced(item, document))
  if (!isJson(part)) return part
  if (typeof part.$ref === 'string') return dereferenced(follow(document, part.$ref), document)
  return Object.fromEntries(
    Object.entries(part).map(([name, value]) => [name, dereferenced(value, document)]),
  )
}
