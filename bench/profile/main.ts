import { readFile } from 'node:fs/promises'
import { textTable } from '../report/text-table.js'
import { type CpuProfile, type Share, summaryOf } from './summary.js'

const isProfile = (value: unknown): value is CpuProfile =>
  typeof value === 'object' && value !== null && 'nodes' in value && 'samples' in value

const rows = (shares: readonly Share[]): string[][] =>
  shares.map(({ what, share }) => [what, `${(100 * share).toFixed(1)} %`])

for (const file of process.argv.slice(2)) {
  const profile: unknown = JSON.parse(await readFile(file, 'utf8'))
  if (!isProfile(profile)) throw new Error(`${file} is no profile of Node's`)
  const { packages, functions } = summaryOf(profile, 14)
  process.stdout.write(`${file}\n\n${textTable([['package', 'busy time'], ...rows(packages)])}\n\n`)
  process.stdout.write(`${textTable([['function', 'busy time'], ...rows(functions)])}\n\n`)
}
