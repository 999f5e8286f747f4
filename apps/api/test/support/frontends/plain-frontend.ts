/** What such a frontend keeps of a session: who it is for, where the backend is, and the token. */
export interface Session {
  readonly apiUrl: string
  readonly userId: string
  readonly token: string
}

interface Task {
  readonly id: string
  readonly user_id: string
  readonly title: string
  readonly description: string | null
  readonly completed: boolean
  readonly created_at: string
  readonly updated_at: string
}

/** A stand-in for the `lib/api.ts` of a frontend that was written for a FastAPI backend, as they are written. */
export const plainFrontend = ({ apiUrl, userId, token }: Session) => {
  const fetchApi = async <Result>(path: string, options: RequestInit = {}): Promise<Result> => {
    const response = await fetch(`${apiUrl}/api/${encodeURIComponent(userId)}/tasks${path}`, {
      ...options,
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
    })
    const body = JSON.parse(await response.text())
    if (!response.ok) throw new Error(body.detail ?? 'Request failed')
    return body
  }
  return {
    getTasks: (status = 'all', sort = 'created') => fetchApi<Task[]>(`?status=${status}&sort=${sort}`),
    getTask: (id: string) => fetchApi<Task>(`/${id}`),
    createTask: (data: { title: string; description?: string }) =>
      fetchApi<Task>('', { method: 'POST', body: JSON.stringify(data) }),
    updateTask: (id: string, data: { title?: string; description?: string; completed?: boolean }) =>
      fetchApi<Task>(`/${id}`, { method: 'PUT', body: JSON.stringify(data) }),
    toggleComplete: (id: string) => fetchApi<Task>(`/${id}/complete`, { method: 'PATCH' }),
    deleteTask: (id: string) => fetchApi<Task>(`/${id}`, { method: 'DELETE' }),
  }
}
