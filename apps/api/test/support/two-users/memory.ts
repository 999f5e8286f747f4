import { randomUUID } from 'node:crypto'
import { at } from '../at.js'
import type { Wished } from './request-for.js'
import type { Wish } from './step.js'
import { madeUpToken, type Page, type Theirs } from './theirs.js'

/** What one user has learned in one run. `which` counts back from the latest, round. */
export interface Memory {
  /** A task of the user's own, one in the trash or one that is not, if there is such a one; undefined when there is none at all. */
  ownId(isTrashed: boolean, which: number): string | undefined
  /** The ETags that were seen of a task, the latest last. */
  etagsOf(id: string): readonly string[]
  page(which: number): Page | undefined
  mark(which: number): string | undefined
  readonly marks: readonly string[]
  /** What this user has for the other one to try; what it has not is made up. */
  theirs(which: number): Theirs
  /** Takes note of an answer's body; null when it had none. */
  learn(wish: Wish, wished: Wished, body: unknown): void
}

const round = <Item>(items: readonly Item[], which: number): Item | undefined =>
  items[items.length - 1 - (which % items.length)]

export const openMemory = (): Memory => {
  const made: string[] = []
  const etags = new Map<string, string[]>()
  const trashed = new Set<string>()
  const pages: Page[] = []
  const marks: string[] = []
  return {
    ownId: (isTrashed, which) => {
      const own = [...etags.keys()]
      const fit = own.filter((id) => trashed.has(id) === isTrashed)
      return round(fit.length > 0 ? fit : own, which)
    },
    etagsOf: (id) => etags.get(id) ?? [],
    page: (which) => round(pages, which),
    mark: (which) => round(marks, which),
    marks,
    theirs: (which) => ({
      id: round(made, which) ?? randomUUID(),
      etag: round([...etags.values()].flat(), which) ?? '"999999997"',
      page: round(pages, which) ?? { query: {}, cursor: madeUpToken(64) },
      since: round(marks, which) ?? madeUpToken(32),
    }),
    learn: (wish, { path, query = {} }, body) => {
      const [id, version, cursor, since] = ['id', 'version', 'nextCursor', 'since'].map((name) =>
        at(body, 'data', name),
      )
      if (typeof id === 'string' && typeof version === 'number') {
        etags.set(id, [...(etags.get(id) ?? []), `"${version}"`])
        if (wish.do === 'create' && wish.id === null) made.push(id)
        if (typeof at(body, 'data', 'deletedAt') === 'string') trashed.add(id)
        else trashed.delete(id)
      }
      if (wish.do === 'delete' && at(body, 'success') === true) trashed.add(path.slice('/api/tasks/'.length))
      const plainId = wish.do === 'plain' ? at(body, 'id') : undefined
      if (wish.do === 'plain' && typeof plainId === 'string') {
        // Its version is told in the ETag alone.
        etags.set(plainId, etags.get(plainId) ?? [])
        if (wish.what === 'create') made.push(plainId)
        if (wish.what === 'delete') trashed.add(plainId)
        else trashed.delete(plainId)
      }
      if (typeof cursor === 'string') pages.push({ query, cursor })
      if (typeof since === 'string') marks.push(since)
    },
  }
}
