import type { Session } from './plain-frontend.js'

interface Task {
  readonly id: string
  readonly userId: string
  readonly title: string
  readonly description: string | null
  readonly status: 'pending' | 'completed'
  readonly createdAt: string
}

interface ApiResponse<Data> {
  readonly success: boolean
  readonly data?: Data
  readonly error?: string
}

/** A stand-in for the `lib/api.ts` of a frontend that expects `success`, `data` and `error`, as they are written. */
export const envelopeFrontend = ({ apiUrl, token }: Session) => {
  const request = async <Data>(path: string, options: RequestInit = {}): Promise<Data> => {
    const response = await fetch(`${apiUrl}/api/tasks${path}`, {
      ...options,
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
    })
    const result: ApiResponse<Data> = JSON.parse(await response.text())
    if (!result.success || result.data === undefined) throw new Error(result.error ?? 'Request failed')
    return result.data
  }
  return {
    getTasks: async (status = 'all') => (await request<{ tasks: Task[] }>(`?status=${status}`)).tasks,
    getTask: (id: string) => request<Task>(`/${id}`),
    createTask: (data: { title: string; description?: string }) =>
      request<Task>('', { method: 'POST', body: JSON.stringify(data) }),
    updateTask: (id: string, data: { title?: string; description?: string; status?: Task['status'] }) =>
      request<Task>(`/${id}`, { method: 'PUT', body: JSON.stringify(data) }),
    deleteTask: (id: string) => request<{ message: string }>(`/${id}`, { method: 'DELETE' }),
  }
}
