import type { Sent } from '../isolation/exchange.js'
import type { Wish } from './step.js'

/** The address of a user's tasks by the second face. */
export const plainTasks = (userId: string): string => `/api/${encodeURIComponent(userId)}/tasks`

/** The request of the second face that a wish means, about the task of this id where it is about one. */
export const plainRequest = (
  { what, content }: Extract<Wish, { readonly do: 'plain' }>,
  tasks: string,
  id: string,
  headers: Readonly<Record<string, string>>,
): Omit<Sent, 'userId'> => {
  const path = `${tasks}/${id}`
  switch (what) {
    case 'create':
      return { method: 'POST', path: tasks, body: { title: 'Plain', ...content } }
    case 'get':
      return { method: 'GET', path, headers }
    case 'put':
      return { method: 'PUT', path, headers, body: content }
    case 'toggle':
      return { method: 'PATCH', path: `${path}/complete`, headers }
    case 'complete':
      return {
        method: 'PATCH',
        path: `${path}/complete`,
        headers,
        body: { completed: content.completed ?? true },
      }
    case 'delete':
      return { method: 'DELETE', path, headers }
  }
}
