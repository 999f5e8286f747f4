/** What is asked of the servers. */
export const workloads = ['get', 'list', 'create', 'update', 'mix'] as const

/** `changes` is one of Taskport's own, which the references do not have. */
export type Workload = (typeof workloads)[number] | 'changes'

/** What the mix is made of, in parts of a hundred. */
export const mixture = { list: 70, get: 15, create: 10, update: 5 } as const

/** Which kind of request comes at a place of the mix, from a number in [0, 1). */
export const kindAt = (place: number): keyof typeof mixture => {
  let rest = place * 100
  for (const kind of ['list', 'get', 'create'] as const) {
    rest -= mixture[kind]
    if (rest < 0) return kind
  }
  return 'update'
}
