import { createAuthClient } from 'better-auth/client'

/** Better Auth's own client, of the server that the page is from. */
export const authClient = createAuthClient({ baseURL: location.origin })
