import type { Session } from './plain-frontend.js'

interface Task {
  readonly id: string
  readonly title: string
  readonly description?: string
  readonly status: string
}

interface ApiResponse<Data> {
  readonly success: boolean
  readonly data: Data
}

/**
 * A stand-in for the `services/tasks.ts` of a frontend that unwraps `data` in each method, completes by an address of its own, reads
 * nothing after a deletion, and shows the `message` of an error or else its status.
 */
export const serviceFrontend = ({ apiUrl, token }: Session) => {
  const request = async <Data>(path: string, method: string, body?: object): Promise<ApiResponse<Data>> => {
    const response = await fetch(`${apiUrl}/api/tasks${path}`, {
      method,
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const answer = JSON.parse(await response.text())
    if (!response.ok) throw new Error(answer.message || `HTTP error! status: ${response.status}`)
    return answer
  }
  return {
    getAllTasks: async () => (await request<{ tasks: Task[] }>('', 'GET')).data?.tasks || [],
    createTask: async (data: { title: string; description?: string }) =>
      (await request<Task>('', 'POST', data)).data,
    updateTask: async (id: string, data: { title?: string; description?: string }) =>
      (await request<Task>(`/${id}`, 'PUT', data)).data,
    toggleTaskCompletion: async (id: string, completed?: boolean) =>
      (await request<Task>(`/${id}/complete`, 'PATCH', { completed })).data,
    deleteTask: async (id: string): Promise<void> => {
      await request(`/${id}`, 'DELETE')
    },
  }
}
