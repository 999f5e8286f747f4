import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { median } from '../measuring/median.js'
import { processorTime, residentMemory } from '../measuring/processor-time.js'
import { textTable } from '../report/text-table.js'
import { startNode } from '../servers/start-node.js'

const port = 8_190
const starts = 7
/** How long a server is left alone before its memory is read. */
const idleMs = 3_000
const startLimitMs = 1_500
const memoryLimitMb = 150

const isAnswering = async (): Promise<boolean> => {
  try {
    // The database is asked for it.
    return (await fetch(`http://127.0.0.1:${port}/health/ready`)).ok
  } catch {
    return false
  }
}

/** Starts the API on its embedded database, and answers how long the first good answer took and what it then weighs. */
const startOnce = async (directory: string, waitMs: number) => {
  const begin = performance.now()
  const { pid, stop } = startNode(
    [fileURLToPath(new URL('../../../apps/api/dist/main.js', import.meta.url))],
    {
      // Says nothing on the terminal.
      NODE_ENV: 'production',
      BETTER_AUTH_SECRET: 'the-secret-of-a-benchmark-and-of-nothing-else',
      HOST: '127.0.0.1',
      PORT: String(port),
      TASKPORT_DATA_DIR: directory,
      LOG_LEVEL: 'silent',
    },
    null,
  )
  while (!(await isAnswering())) await sleep(5)
  const milliseconds = performance.now() - begin
  const processor = 1_000 * (await processorTime([pid]))
  await sleep(waitMs)
  const memory = await residentMemory([pid])
  await stop()
  return { milliseconds, processor, memory }
}

/** Measures cold starts and the memory of an idle API, without its PostgreSQL. Answers whether both are within their limits. */
export const measureStart = async (): Promise<boolean> => {
  const directory = await mkdtemp(join(tmpdir(), 'taskport-start-'))
  try {
    const first = await startOnce(directory, 0)
    const later = []
    for (let start = 0; start < starts; start += 1) {
      later.push(await startOnce(directory, start === 0 ? idleMs : 0))
    }
    const milliseconds = median(later.map((one) => one.milliseconds))
    const memory = later[0]?.memory ?? Number.NaN
    process.stdout.write(
      `${textTable([
        ['', 'measured', 'limit'],
        ['first start, with a new database, ms', first.milliseconds.toFixed(0), ''],
        [`later starts, median of ${starts}, ms`, milliseconds.toFixed(0), String(startLimitMs)],
        ['processor time of its own in that, ms', median(later.map((one) => one.processor)).toFixed(0), ''],
        ['memory of the idle API, MB', memory.toFixed(0), String(memoryLimitMb)],
      ])}\n`,
    )
    return milliseconds < startLimitMs && memory < memoryLimitMb
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}
