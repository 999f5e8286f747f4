import { createTaskport, keepToken, type Tasks } from '@taskport/client'
import { loadToken } from '../session/session.js'

const apiUrl = document.querySelector('meta[name=taskport-api]')?.getAttribute('content') ?? ''

/** The task API, for one person; it keeps their token. */
export const openTasks = (personId: string): Tasks =>
  createTaskport({ baseUrl: apiUrl, token: keepToken(() => loadToken(personId)) }).tasks
