import { parseTaskId, type Task } from '@taskport/domain'
import type { PlantedParts, RightParts, Server } from './in-process-target.js'

/** A mistake against isolation that somebody could make, and how the matrix must tell it. */
export interface PlantedFault {
  readonly name: string
  /** The routes that are tried; it must show in them. */
  readonly routes: RegExp
  /** One of the findings. */
  readonly finding: RegExp
  /** Who attacks whom; absent: two users with nothing in common. */
  readonly between?: readonly [attackerId: string, victimId: string]
  readonly plant: (right: RightParts) => PlantedParts
}

/** A task of anybody's; the caller's own if there is one. */
export const anybodys = async (
  { tasks, owners }: RightParts,
  taskId: string,
  callerId = '',
): Promise<Task | null> => {
  const id = parseTaskId(taskId)
  if (id === null) return null
  for (const ownerId of [callerId, ...owners]) {
    const task = await tasks.find({ ownerId, taskId: id })
    if (task !== null) return task
  }
  return null
}

/** The id that an address under `/api/tasks` names; empty when it names none. */
export const idIn = (url: string): string => /^\/api\/tasks\/([^/?]+)/.exec(url)?.[1] ?? ''

/** Lets `register` add routes to a server that is being made: to all of it, or to the part that wants a token. */
export const addRoutes =
  (register: (parts: { readonly all: Server; readonly api: Server }) => void) =>
  (server: Server): void => {
    server.addHook('onRegister', (instance, options) => {
      if ('prefix' in options && options.prefix === '/api') register({ all: server, api: instance })
    })
  }

/** What a documented route says of itself. */
export const documented = { response: { 200: { type: 'object', additionalProperties: true } } }
