import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Amount } from '../data/fill.js'
import { mixture, type Workload } from '../load/workloads.js'
import { statements } from '../reference/statements.js'
import { run } from '../run.js'

const debianDirectory = '/usr/lib/postgresql'

/** The newest one that Debian's packages have installed, or the one on the PATH; null when there is none. */
export const findPgbench = async (): Promise<string | null> => {
  const versions = await readdir(debianDirectory).catch(() => [])
  const candidates = versions.toSorted().toReversed()
  for (const path of [
    ...candidates.map((version) => `${debianDirectory}/${version}/bin/pgbench`),
    'pgbench',
  ]) {
    try {
      await run(path, ['--version'])
      return path
    } catch {
      // The next one.
    }
  }
  return null
}

const user = `'user-' || :u`
const id = `md5('user-' || :u || ' task ' || :n)::uuid`

/** Puts pgbench's values where the reference's parameters are, the highest first, as `$1` begins `$10`. */
const filled = (text: string, values: readonly string[]): string =>
  values
    .reduceRight((sql, value, index) => sql.replaceAll(`$${index + 1}`, value), text)
    .replaceAll('\n', ' ')

const queries = {
  get: filled(statements.get.text, [user, id]),
  list: filled(statements.list.text, [user, '51']),
  create: filled(statements.create.text, [
    'gen_random_uuid()',
    user,
    `'New task'`,
    `'What has to be done, and by when, and why it matters'`,
    `'pending'`,
  ]),
  update: filled(statements.update.text, [
    id,
    user,
    `'Changed title ' || :u`,
    'false',
    'null::varchar',
    `''`,
  ]),
} as const

const scriptOf = (kind: keyof typeof queries, { users, tasksPerUser }: Amount): string =>
  `\\set u random(1, ${users})\n\\set n random(1, ${tasksPerUser})\n${queries[kind]};\n`

export interface PgbenchOptions {
  readonly path: string
  readonly databaseUrl: string
  readonly amount: Amount
  readonly workload: Workload
  readonly seconds: number
  /** The processor core it is kept to; null: to none. */
  readonly core: number | null
}

/** Transactions a second of the reference's statements, prepared, on ten connections and with nothing between: no server is faster. */
export const runPgbench = async (options: PgbenchOptions): Promise<number> => {
  const { path, databaseUrl, amount, workload, seconds, core } = options
  const directory = await mkdtemp(join(tmpdir(), 'taskport-pgbench-'))
  try {
    const parts: Readonly<Record<string, number>> = workload === 'mix' ? mixture : { [workload]: 1 }
    const files = ['list', 'get', 'create', 'update'] as const
    const scripts: string[] = []
    for (const kind of files) {
      const weight = parts[kind]
      if (weight === undefined) continue
      const file = join(directory, `${kind}.sql`)
      await writeFile(file, scriptOf(kind, amount))
      scripts.push('-f', `${file}@${weight}`)
    }
    const { hostname, port, username, password, pathname } = new URL(databaseUrl)
    const args = ['-n', '-M', 'prepared', '-c', '10', '-T', String(seconds), ...scripts]
    const connection = ['-h', hostname, '-p', port, '-U', decodeURIComponent(username), pathname.slice(1)]
    const pin = core === null ? [] : ['taskset', '-c', String(core)]
    const [command = path, ...rest] = [...pin, path, ...args, ...connection]
    const { stdout } = await run(command, rest, {
      env: { ...process.env, PGPASSWORD: decodeURIComponent(password) },
    })
    const rate = /tps = ([\d.]+)/.exec(stdout)?.[1]
    // A second on a crowded machine may be too short for one.
    if (/actually processed: 0$/m.test(stdout)) return 0
    if (rate === undefined) throw new Error(`pgbench told no rate:\n${stdout}`)
    return Number(rate)
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}
