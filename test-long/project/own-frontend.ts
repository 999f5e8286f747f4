import { createTaskport, newTaskId, type Task, TaskportError } from '@taskport/client'

const task: Task = {
  id: newTaskId(),
  title: 'Buy milk',
  description: null,
  status: 'pending',
  userId: 'alice',
  createdAt: '2026-11-21T08:41:00.123Z',
  updatedAt: '2026-11-21T08:41:00.123Z',
  completedAt: null,
  deletedAt: null,
  version: 1,
}

const notFound = {
  success: false,
  error: 'Task not found',
  detail: 'Task not found',
  type: 'urn:taskport:problem:task-not-found',
  title: 'Task not found',
  status: 404,
  code: 'TASK_NOT_FOUND',
  requestId: '3b20f0f5-9a63-4a64-8a5c-6a1a3f1f2f0f',
}

const { tasks } = createTaskport({
  baseUrl: 'https://tasks.example.com',
  token: () => 'token',
  fetch: async (input) =>
    String(input).endsWith('/api/tasks')
      ? Response.json({ success: true, data: { tasks: [task], nextCursor: null } })
      : Response.json(notFound, { status: 404 }),
})

const titles: string[] = []
for await (const { title } of tasks.all()) titles.push(title)
const code = await tasks.get(task.id).then(
  () => null,
  (error: unknown) => (error instanceof TaskportError ? error.code : null),
)
console.log(JSON.stringify({ titles, code }))
