import { createTaskport, keepToken, type Tasks } from '@taskport/client'
import { loadToken } from '../session/session.js'

const apiUrl = document.querySelector('meta[name=taskport-api]')?.getAttribute('content') ?? ''

/** The task API, for whoever is signed in. Make another when that changes: it keeps their token. */
export const openTasks = (): Tasks => createTaskport({ baseUrl: apiUrl, token: keepToken(loadToken) }).tasks
