/** One function of a profile, and the processor time it has used itself, in microseconds. */
interface Sampled {
  readonly name: string
  readonly place: string
  readonly microseconds: number
}

interface ProfileNode {
  readonly id: number
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number }
}

/** What `node --cpu-prof` writes. */
export interface CpuProfile {
  readonly nodes: readonly ProfileNode[]
  readonly samples: readonly number[]
  readonly timeDeltas: readonly number[]
}

/** The package a source belongs to: ours and npm's by their names, Node's own as `node`. */
const packageOf = (url: string): string => {
  if (url === '') return '(engine)'
  if (url.startsWith('node:')) return 'node'
  const installed = /node_modules\/((?:@[^/]+\/)?[^/]+)(?!.*node_modules\/)/.exec(url)?.[1]
  if (installed !== undefined) return installed
  const ours = /\/(?:packages|apps)\/([^/]+)\//.exec(url)?.[1]
  return ours === undefined ? url : `taskport ${ours}`
}

const sampledOf = ({ nodes, samples, timeDeltas }: CpuProfile): Sampled[] => {
  const times = new Map<number, number>()
  for (const [index, id] of samples.entries()) {
    times.set(id, (times.get(id) ?? 0) + (timeDeltas[index] ?? 0))
  }
  return nodes.map(({ id, callFrame: { functionName, url, lineNumber } }) => ({
    name: functionName === '' ? `(anonymous, ${url.split('/').at(-1)}:${lineNumber + 1})` : functionName,
    place: packageOf(url),
    microseconds: times.get(id) ?? 0,
  }))
}

/** A part of the busy time. */
export interface Share {
  readonly what: string
  /** 0 to 1. */
  readonly share: number
}

const largest = (parts: ReadonlyMap<string, number>, total: number, count: number): Share[] =>
  [...parts]
    .map(([what, microseconds]) => ({ what, share: microseconds / total }))
    .toSorted((one, other) => other.share - one.share)
    .slice(0, count)

const isIdle = ({ name }: Sampled): boolean => name === '(idle)' || name === '(root)'

/** Where the busy time went: the largest packages, and the largest functions by their own time. */
export const summaryOf = (profile: CpuProfile, count: number) => {
  const sampled = sampledOf(profile).filter((one) => !isIdle(one))
  const packages = new Map<string, number>()
  const functions = new Map<string, number>()
  for (const { name, place, microseconds } of sampled) {
    packages.set(place, (packages.get(place) ?? 0) + microseconds)
    const what = `${place}: ${name}`
    functions.set(what, (functions.get(what) ?? 0) + microseconds)
  }
  const total = sampled.reduce((sum, { microseconds }) => sum + microseconds, 0)
  return { packages: largest(packages, total, count), functions: largest(functions, total, count) }
}
