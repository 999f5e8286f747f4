import { createTaskport, keepToken, TaskportError } from '@taskport/client'

const parameter = (name: string): string => new URLSearchParams(location.search).get(name) ?? ''

const asFailure = (error: unknown): TaskportError => {
  if (error instanceof TaskportError) return error
  throw error
}

const failureOf = async (call: () => Promise<unknown>): Promise<TaskportError> => {
  const failure = await call().then(() => null, asFailure)
  if (failure === null) throw new Error('The call has not failed')
  return failure
}

/** What a page does with the client; each member says what it has seen. */
const play = async (): Promise<Record<string, unknown>> => {
  const baseUrl = parameter('api')
  const tokens = ['stale', parameter('token')]
  const { tasks } = createTaskport({
    baseUrl,
    token: keepToken(async () => (tokens.length > 1 ? tokens.shift() : tokens[0]) ?? ''),
    retry: { baseDelayMs: 1 },
  })

  const made = await tasks.create({ title: 'Buy milk' })
  const isSame = (await tasks.get(made)) === made
  const done = await tasks.update(made, { status: 'completed' })
  const conflict = await failureOf(() => tasks.update(made, { title: 'Buy bread' }))
  const invalid = await failureOf(() => tasks.create({ title: ' ' }))
  for (const title of ['a', 'b']) await tasks.create({ title })
  const titles: string[] = []
  for await (const { title } of tasks.all({ limit: 1, order: 'asc' })) titles.push(title)
  await tasks.remove(done)
  const [trashed] = (await tasks.list({ deleted: 'only' })).tasks
  const restored = await tasks.restore(trashed ?? made.id)
  const { tasks: changed } = await tasks.catchUp({ limit: 2 })

  const leaving = new AbortController()
  const aborted = failureOf(() => tasks.list({}, { signal: leaving.signal }))
  leaving.abort()

  const other = createTaskport({ baseUrl, token: () => parameter('other'), retry: false })
  let limited: TaskportError | null = null
  while (limited === null) limited = await other.tasks.list().then(() => null, asFailure)

  return {
    version: made.id.charAt(14),
    isSame,
    status: done.status,
    conflict: [conflict.code, conflict.current?.status],
    invalid: [invalid.code, invalid.errors.map(({ pointer }) => pointer)],
    titles,
    restored: restored.deletedAt,
    changed: changed.length,
    aborted: (await aborted).code,
    limited: [limited.code, limited.retryAfter !== null && limited.retryAfter > 0],
    theirs: (await failureOf(() => other.tasks.get(made.id))).code,
  }
}

const tell = (outcome: unknown): void => {
  document.body.dataset.outcome = JSON.stringify(outcome)
}

play().then(tell, (error: unknown) =>
  tell(error instanceof TaskportError ? { failed: error.code } : { failed: String(error) }),
)
