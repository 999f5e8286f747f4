import { randomUUID } from 'node:crypto'
import { Agent } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { tokenOf } from './api-process.js'
import { member } from './member.js'
import { type Answer, type Message, send } from './send.js'
import type { Outcome, Write } from './write.js'

/** Callers that write without a pause until they are told to stop. */
export interface Writers {
  /** All that has ended so far, in the order of the ends. */
  readonly writes: readonly Write[]
  acknowledged(): number
  /** Resolves when no write is under way any more. */
  stop(): Promise<void>
}

export interface WritersOptions {
  readonly address: string
  readonly count: number
  /** Writers share owners, so that versions are contended for. */
  readonly owners: readonly string[]
}

/** After a failure a caller waits so long, in milliseconds: short enough to notice at once when the service is back. */
const pauseMs = 20

/** A repetition tells what became of an unknown creation; but not while the database is away. */
const repetitions = 400

const outcomeOf = ({ status, body }: Answer): Outcome => {
  if (status >= 200 && status < 300) return 'ok'
  if (status === 0 || member(body, 'code') === 'OUTCOME_UNKNOWN') return 'unknown'
  return status === 503 || (status >= 400 && status < 500) ? 'failed' : 'wrong'
}

const versionOf = ({ body }: Answer): number | null => {
  const version = member(body, 'data', 'version')
  return typeof version === 'number' ? version : null
}

const idOf = ({ body }: Answer): string | null => {
  const id = member(body, 'data', 'id')
  return typeof id === 'string' ? id : null
}

/** Starts them. Each creates tasks, two of three with ids of its own choice, and after three changes one of them. */
export const startWriters = ({ address, count, owners }: WritersOptions): Writers => {
  const agent = new Agent({ keepAlive: true, maxSockets: count })
  const writes: Write[] = []
  let acknowledged = 0
  let isStopping = false
  let made = 0

  const oneWriter = async (ownerId: string): Promise<void> => {
    const token = tokenOf(ownerId)
    let own: string | null = null

    const carryOut = async (
      planned: Pick<Write, 'kind' | 'mark' | 'taskId'>,
      message: Message,
      maxRequests: number,
    ): Promise<Write> => {
      const startMs = performance.now()
      let slowestMs = 0
      let requests = 0
      let wasUnknown = false
      for (;;) {
        const sentMs = performance.now()
        const answer = await send(address, message)
        requests += 1
        slowestMs = Math.max(slowestMs, performance.now() - sentMs)
        const told = outcomeOf(answer)
        wasUnknown ||= told === 'unknown'
        if (!wasUnknown || told === 'ok' || told === 'wrong' || requests >= maxRequests) {
          return {
            ...planned,
            ownerId,
            taskId: planned.taskId ?? idOf(answer),
            // What a repetition that failed leaves open stays open.
            outcome: wasUnknown && told === 'failed' ? 'unknown' : told,
            status: answer.status,
            version: versionOf(answer),
            startMs,
            endMs: performance.now(),
            slowestMs,
            requests,
          }
        }
        await sleep(pauseMs)
      }
    }

    for (let turn = 0; !isStopping; turn += 1) {
      made += 1
      const mark = `w${made}`
      const isChange: boolean = turn % 4 === 3 && own !== null
      const id: string | null = isChange ? own : turn % 3 === 0 ? null : randomUUID()
      const write: Write = isChange
        ? await carryOut(
            { kind: 'change', mark, taskId: id },
            { method: 'PATCH', path: `/api/tasks/${id}`, token, agent, body: { description: mark } },
            1,
          )
        : await carryOut(
            { kind: 'creation', mark, taskId: id },
            { method: 'POST', path: '/api/tasks', token, agent, body: { ...(id && { id }), title: mark } },
            id === null ? 1 : repetitions,
          )
      writes.push(write)
      if (write.outcome === 'ok') {
        acknowledged += 1
        if (!isChange) own = write.taskId
      } else await sleep(pauseMs)
    }
  }

  const all = Promise.all(
    Array.from({ length: count }, (_, index) => oneWriter(owners[index % owners.length] ?? 'nobody')),
  )
  all.catch(() => {})
  return {
    writes,
    acknowledged: () => acknowledged,
    stop: async () => {
      isStopping = true
      await all
      agent.destroy()
    },
  }
}
