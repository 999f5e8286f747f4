import { exchange, visible } from '../isolation/exchange.js'
import { openLabels } from './labels.js'
import { openMemory } from './memory.js'
import { plainTasks } from './plain-request.js'
import { requestFor, type Wished } from './request-for.js'
import type { Step } from './step.js'
import type { Theirs } from './theirs.js'

/** One request and what came of it, in words that are the same in every run. */
export interface Entry {
  readonly request: string
  readonly answer: string
}

/** Until the clock shows another millisecond, so that no two changes of a user have the same instant in one run and not in the other. */
const nextMillisecond = async (): Promise<void> => {
  const now = Date.now()
  while (Date.now() === now) await new Promise(setImmediate)
}

export interface PlayerOptions {
  readonly address: string
  readonly userId: string
  /** The ids that users choose from in this run. */
  readonly chosenIds: readonly string[]
}

/** One user in one run. */
export interface Player {
  /** What this user has for the other one to try; what it has not is made up. */
  theirs(which: number): Theirs
  play(step: Step, theirs: Theirs): Promise<Entry>
  /** Everything that there is to read: complete lists, the trash, the feed from its beginning and from every mark. */
  readAll(): Promise<Entry[]>
}

export const openPlayer = ({ address, userId, chosenIds }: PlayerOptions): Player => {
  const label = openLabels(userId, new Map(chosenIds.map((id, index) => [id, `id ${index + 1}`])))
  const memory = openMemory()

  const send = async ({ query: _, ...sent }: Wished): Promise<{ entry: Entry; body: unknown }> => {
    const { method, path, headers = {}, body } = sent
    if (method !== 'GET' && method !== 'HEAD') await nextMillisecond()
    const received = await exchange(address, { ...sent, userId })
    const conditions = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
    const words = [method, path, ...(body === undefined ? [] : [JSON.stringify(body)]), ...conditions]
    return {
      entry: { request: label(words.join(' ')), answer: label(visible(received)) },
      body: received.body === '' ? null : JSON.parse(received.body),
    }
  }

  return {
    theirs: memory.theirs,
    play: async (step, theirs) => {
      const wished = requestFor(step, { memory, theirs, userId, chosenIds })
      const { entry, body } = await send(wished)
      memory.learn(step.wish, wished, body)
      return entry
    },
    readAll: async () => {
      const lists = ['/api/tasks', '/api/tasks?deleted=only', '/api/tasks?sort=title', '/api/changes']
      const plain = [plainTasks(userId), `${plainTasks(userId)}?sort=updated`]
      const catchUps = memory.marks.map((since) => `/api/changes?since=${since}`)
      const entries: Entry[] = []
      for (const path of [...lists, ...plain, ...catchUps]) {
        entries.push((await send({ method: 'GET', path })).entry)
      }
      return entries
    },
  }
}
