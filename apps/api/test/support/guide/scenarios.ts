/** In place of what asks Better Auth in a browser. */
export const standIns = {
  'lib/auth-client.ts': `export const authClient = { signOut: async () => {} }`,
  'lib/token.ts': `export const getToken = async () => process.env['TOKEN'] ?? ''`,
}

/** What a frontend does with lib/api.ts, and what it tells of it. */
export const plainScenario = `
import { api, ApiError } from './lib/api'

const id = crypto.randomUUID()
const created = await api.create({ id, title: 'Buy milk' })
const again = await api.create({ id, title: 'Buy milk' })
const done = await api.update(created, { status: 'completed' })
const failures: unknown[] = []
const failing = [
  () => api.update(created, { title: 'Buy bread' }),
  () => api.create({ id: 'x', title: ' ' }),
]
for (const call of failing) {
  await call().catch((error: unknown) => {
    if (!(error instanceof ApiError)) throw error
    const { code, errors, current } = error.problem
    failures.push([error.status, code, errors?.map(({ pointer }) => pointer), current?.status])
  })
}
const open = await api.list({ status: 'pending' })
const { message } = await api.remove(done)
const { tasks } = await api.list()
console.log(JSON.stringify({ same: again.id === id, status: done.status, failures, open: open.tasks.length, message, left: tasks.length }))
`

/** The same with the client and what the guide builds on it. */
export const clientScenario = `
import { explain } from './lib/explain'
import { save } from './lib/save'
import { sync } from './lib/sync'
import { signOut, tasks } from './lib/taskport'

const milk = await tasks.create({ title: 'Buy milk' })
const bob = await tasks.create({ title: 'Call Bob' })
const first = await sync({ since: null, byId: new Map() })
await tasks.update(milk, { description: 'Two litres' })
const merged = await save(milk, { title: 'Buy oat milk' })
const contested = await save(milk, { description: 'A litre' })
await tasks.remove(bob)
const second = await sync(first)
const explained = await tasks.create({ title: '' }).catch(explain)
await signOut()
console.log(JSON.stringify({
  first: [...first.byId.values()].map(({ title }) => title),
  second: [...second.byId.values()].map(({ title, description }) => [title, description]),
  merged: merged?.title,
  contested,
  explained,
}))
`
