interface ProfileNode {
  readonly id: number
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number }
  readonly children?: readonly number[]
}

/** What `node --cpu-prof` writes. */
export interface CpuProfile {
  readonly nodes: readonly ProfileNode[]
  readonly samples: readonly number[]
  readonly timeDeltas: readonly number[]
}

/** A part of the busy time. */
export interface Share {
  readonly what: string
  /** 0 to 1. */
  readonly share: number
}

/** The package a source belongs to; null for Node's own and the engine's, which work for whoever has called them. */
const packageOf = (url: string): string | null => {
  if (url === '' || url.startsWith('node:')) return null
  const installed = /node_modules\/((?:@[^/]+\/)?[^/]+)(?!.*node_modules\/)/.exec(url)?.[1]
  if (installed !== undefined) return installed
  const ours = /\/(?:packages|apps)\/([^/]+)\//.exec(url)?.[1]
  return ours === undefined ? url : `ours: ${ours}`
}

const isIdle = ({ callFrame: { functionName } }: ProfileNode): boolean =>
  functionName === '(idle)' || functionName === '(root)'

const isCollector = ({ callFrame: { functionName } }: ProfileNode): boolean =>
  functionName === '(garbage collector)'

/** The first half is left out: loading, compiling and warming up. */
const timesOf = ({ samples, timeDeltas }: CpuProfile): Map<number, number> => {
  const times = new Map<number, number>()
  for (const [index, id] of samples.entries()) {
    if (index < samples.length / 2) continue
    times.set(id, (times.get(id) ?? 0) + (timeDeltas[index] ?? 0))
  }
  return times
}

const largest = (parts: ReadonlyMap<string, number>, total: number, count: number): Share[] =>
  [...parts]
    .map(([what, microseconds]) => ({ what, share: microseconds / total }))
    .toSorted((one, other) => other.share - one.share)
    .slice(0, count)

/** Where the busy time went: the largest packages and functions, each with what Node did on its behalf, such as writing to a socket. */
export const summaryOf = (profile: CpuProfile, count: number) => {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]))
  const parents = new Map(
    profile.nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node] as const)),
  )
  const chargedTo = (node: ProfileNode): ProfileNode | null => {
    for (let one: ProfileNode | undefined = node; one !== undefined; one = parents.get(one.id)) {
      if (packageOf(one.callFrame.url) !== null) return one
    }
    return null
  }

  const packages = new Map<string, number>()
  const functions = new Map<string, number>()
  let total = 0
  for (const [id, microseconds] of timesOf(profile)) {
    const node = nodes.get(id)
    if (node === undefined || isIdle(node)) continue
    const charged = chargedTo(node)
    const own = isCollector(node) ? 'garbage collection' : "Node's event loop, HTTP and promises"
    const place = charged === null ? own : (packageOf(charged.callFrame.url) ?? own)
    const name = charged?.callFrame.functionName ?? node.callFrame.functionName
    packages.set(place, (packages.get(place) ?? 0) + microseconds)
    functions.set(`${place}: ${name}`, (functions.get(`${place}: ${name}`) ?? 0) + microseconds)
    total += microseconds
  }
  return { packages: largest(packages, total, count), functions: largest(functions, total, count) }
}
