import type { Draft } from './draft.js'

const values: Readonly<Record<string, (draft: Draft) => string>> = {
  id: ({ pathId }) => pathId,
  userId: ({ pathUserId }) => encodeURIComponent(pathUserId),
}

/** The path parameters that the matrix can fill in. */
export const pathParameters: readonly string[] = Object.keys(values)

/** A route's address, `/api/tasks/:id`, as one that can be asked. All of its parameters are among `pathParameters`. */
export const fillPath = (url: string, draft: Draft): string =>
  url.replaceAll(/:(\w+)/g, (_, name: string) => values[name]?.(draft) ?? '')
