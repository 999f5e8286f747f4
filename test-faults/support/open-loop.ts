import { randomUUID } from 'node:crypto'
import { Agent } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { tokenOf } from './api-process.js'
import { member } from './member.js'
import { send } from './send.js'
import { watchStalls } from './stalls.js'
import type { Load } from './start-load.js'

/** A process of its own: sends so many creations a second for so long, whatever becomes of them, and prints what it met. */
const [address = '', rate = '', ms = ''] = process.argv.slice(2)
const agent = new Agent({ keepAlive: true, maxFreeSockets: 5_000 })
const tokens = Array.from({ length: 50 }, (_, index) => tokenOf(`crowd-${index}`))
const served: number[] = []
const refused: number[] = []
const others: Record<string, number> = {}
const pending = new Set<Promise<void>>()

const one = async (): Promise<void> => {
  const sentMs = performance.now()
  const token = tokens[Math.floor(Math.random() * tokens.length)] ?? ''
  const body = { id: randomUUID(), title: 'One of a crowd' }
  const answer = await send(address, { method: 'POST', path: '/api/tasks', token, agent, body })
  const took = performance.now() - sentMs
  const code = String(member(answer.body, 'code'))
  if (answer.status === 201) served.push(took)
  else if (answer.status === 503 && code === 'SERVICE_UNAVAILABLE') refused.push(took)
  else others[`${answer.status} ${code}`] = (others[`${answer.status} ${code}`] ?? 0) + 1
}

using stalls = watchStalls()
const start = performance.now()
let sent = 0
let most = 0
while (performance.now() - start < Number(ms)) {
  const due = ((performance.now() - start) / 1_000) * Number(rate)
  for (; sent < due; sent += 1) {
    const going = one().finally(() => pending.delete(going))
    pending.add(going)
  }
  most = Math.max(most, pending.size)
  await sleep(5)
}
const servedInTime = served.length
await Promise.all(pending)
agent.destroy()

const quantile = (times: readonly number[], part: number): number =>
  Math.round(times.toSorted((a, b) => a - b)[Math.floor(part * (times.length - 1))] ?? 0)

const load: Load = {
  sent,
  servedInTime,
  served: served.length,
  refused: refused.length,
  others,
  most,
  stallMs: stalls.longestMs(),
  servedMs: { median: quantile(served, 0.5), p99: quantile(served, 0.99), most: quantile(served, 1) },
  refusedMs: { median: quantile(refused, 0.5), p99: quantile(refused, 0.99), most: quantile(refused, 1) },
}
console.log(JSON.stringify(load))
