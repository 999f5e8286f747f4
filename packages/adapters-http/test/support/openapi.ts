import assert from 'node:assert/strict'

/** An object or a list of a JSON document. */
export type Json = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null

/** A part of a document that must be an object. */
export const object = (value: unknown): Json => {
  assert.ok(isObject(value), `${JSON.stringify(value)} is no object`)
  return value
}

/** Every object in a document, with its place in it (`#/paths/~1api~1tasks`). */
export const nodesOf = (value: unknown, place = '#'): [place: string, node: Json][] => {
  if (!isObject(value)) return []
  const inside = Object.entries(value).flatMap(([name, member]) =>
    nodesOf(member, `${place}/${encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'))}`),
  )
  return Array.isArray(value) ? inside : [[place, value], ...inside]
}

/** Every operation of a document, like `GET /api/tasks/{id}`. */
export const operationsOf = (document: Json): [name: string, operation: Json][] =>
  Object.entries(object(document.paths)).flatMap(([path, operations]) =>
    Object.entries(object(operations)).map(([method, operation]): [string, Json] => [
      `${method.toUpperCase()} ${path}`,
      object(operation),
    ]),
  )
