import type { Session } from './plain-frontend.js'

interface Task {
  readonly id: string
  readonly title: string
  readonly status: string
}

type Result<Data> =
  | { readonly success: true; readonly data: Data }
  | { readonly success: false; readonly error: string }

/**
 * A stand-in for the `lib/api.ts` of a frontend that throws nothing: whatever happens, it hands its pages a result, with the answer's
 * own `data` or what they show as the error.
 */
export const resultFrontend = ({ apiUrl, token }: Session) => {
  const request = async <Data>(path: string, options: RequestInit = {}): Promise<Result<Data>> => {
    try {
      const response = await fetch(`${apiUrl}/api/tasks${path}`, {
        ...options,
        headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
      })
      const text = await response.text()
      const body = text ? JSON.parse(text) : {}
      if (!response.ok)
        return { success: false, error: body.error || body.message || `API Error: ${response.status}` }
      return body
    } catch {
      return { success: false, error: 'Network error' }
    }
  }
  return {
    getTasks: () => request<{ tasks: Task[] }>(''),
    createTask: (title: string) => request<Task>('', { method: 'POST', body: JSON.stringify({ title }) }),
    renameTask: (id: string, title: string) =>
      request<Task>(`/${id}`, { method: 'PATCH', body: JSON.stringify({ title }) }),
    toggleTask: (id: string) => request<Task>(`/${id}/complete`, { method: 'PATCH' }),
    deleteTask: (id: string) => request<{ message: string }>(`/${id}`, { method: 'DELETE' }),
  }
}
