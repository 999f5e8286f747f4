import { randomUUID } from 'node:crypto'
import { Agent } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { runSql } from '@taskport/adapters-postgres/testing'
import { tokenOf } from './support/api-process.js'
import { member } from './support/member.js'
import { send } from './support/send.js'
import { openStage } from './support/stage.js'
import { watchStalls } from './support/stalls.js'

/** `npm run soak -- 30`: a steady mixed load for so many minutes, and whether the API's memory and connections stay as they are. */
const minutes = Number(process.argv[2] ?? 30)
if (!(minutes >= 3))
  throw new Error('Give it 3 minutes at least: growth is told from two of them, once it has settled')
const perSecond = Number(process.env.TASKPORT_SOAK_RATE ?? 500)
const poolSize = 10
/** Memory settles in this time; what it grows after it counts, in MiB. */
const settlingMinutes = Math.min(5, minutes / 3)
const allowedGrowthMiB = 30

await using stage = await openStage({ deadlineMs: 5_000, environment: { DB_POOL_SIZE: String(poolSize) } })
const { api, url } = stage
const agent = new Agent({ keepAlive: true })
const users = Array.from({ length: 100 }, (_, index) => ({
  token: tokenOf(`soak-${index}`),
  tasks: [] as string[],
}))
const statuses: Record<string, number> = {}
let slowestMs = 0

/** Of ten requests five read one task, two list, one creates, one changes, one deletes: the number of tasks stays as it is. */
const one = async (number: number): Promise<void> => {
  const user = users[number % users.length]
  if (user === undefined) return
  const { token, tasks } = user
  const kind = Math.floor(number / users.length) % 10
  const id = tasks[0]
  const ask = async (method: string, path: string, body?: unknown) => {
    const sentMs = performance.now()
    const { status } = await send(api.address, { method, path, token, agent, body })
    slowestMs = Math.max(slowestMs, performance.now() - sentMs)
    statuses[status] = (statuses[status] ?? 0) + 1
    return status
  }
  if (kind === 0 || id === undefined) {
    const made = randomUUID()
    if ((await ask('POST', '/api/tasks', { id: made, title: `Task ${number}` })) === 201) tasks.push(made)
  } else if (kind === 1) await ask('PATCH', `/api/tasks/${id}`, { description: `Change ${number}` })
  else if (kind === 2) await ask('DELETE', `/api/tasks/${tasks.shift()}`)
  else if (kind === 3) await ask('GET', '/api/tasks?limit=50')
  else if (kind === 4) await ask('GET', '/api/changes?limit=50')
  else await ask('GET', `/api/tasks/${id}`)
}

const connections = async (): Promise<number> => {
  const [row] = await runSql(
    url,
    "select count(*) from pg_stat_activity where application_name = 'taskport' and datname = current_database()",
  )
  return Number(member(row, 'count'))
}

/** How many were turned away so far, by why. */
const turnedAway = async (): Promise<Record<string, number>> => {
  const figures = await (await fetch(`${api.address}/metrics`)).text()
  const series = figures.matchAll(/^taskport_db_gate_turned_away_total\{cause="(\w+)"\} (\d+)$/gm)
  return Object.fromEntries(
    [...series].flatMap(([, cause = '', count]) => (Number(count) > 0 ? [[cause, Number(count)]] : [])),
  )
}

using stalls = watchStalls()
const start = performance.now()
const elapsed = () => performance.now() - start
const pending = new Set<Promise<void>>()
const memories: { readonly minute: number; readonly mib: number }[] = []
let sent = 0
let nextReport = 60_000
while (elapsed() < minutes * 60_000) {
  const due = (elapsed() / 1_000) * perSecond
  // A machine that cannot keep up is not asked for ever more.
  for (; sent < due && pending.size < 200; sent += 1) {
    const going = one(sent).finally(() => pending.delete(going))
    pending.add(going)
  }
  if (elapsed() >= nextReport) {
    const minute = Math.round(nextReport / 60_000)
    const mib = await api.memory()
    memories.push({ minute, mib })
    console.log(
      `minute ${minute}: ${mib.toFixed(0)} MiB, ${await connections()} connections, ${(sent / (elapsed() / 1_000)).toFixed(0)} requests a second; ` +
        `the slowest answer took ${slowestMs.toFixed(0)} ms, this machine kept us waiting for ${stalls.longestMs().toFixed(0)} ms`,
      statuses,
      await turnedAway(),
    )
    slowestMs = 0
    nextReport += 60_000
  }
  await sleep(5)
}
await Promise.all(pending)

const settled = memories.filter(({ minute }) => minute >= settlingMinutes)
const half = Math.ceil(settled.length / 2)
const mean = (part: typeof settled) => part.reduce((sum, { mib }) => sum + mib, 0) / Math.max(1, part.length)
const growth = mean(settled.slice(half)) - mean(settled.slice(0, half))
const open = await connections()
// A task that one request deletes may be asked for by another that is under way.
const failed = Object.entries(statuses).filter(([status]) => !/^(200|201|404)$/.test(status))
agent.destroy()
const isWell = growth <= allowedGrowthMiB && open <= 2 * poolSize && failed.length === 0
console.log(
  `${sent} requests in ${minutes} minutes; memory grew ${growth.toFixed(1)} MiB from the first half to the second after minute ` +
    `${settlingMinutes.toFixed(0)} (allowed ${allowedGrowthMiB}); ${open} connections (allowed ${2 * poolSize}); ` +
    `answers other than 200, 201 and 404: ${JSON.stringify(Object.fromEntries(failed))}, turned away ${JSON.stringify(await turnedAway())}; ${isWell ? 'well' : 'NOT WELL'}`,
)
process.exitCode = isWell ? 0 : 1
