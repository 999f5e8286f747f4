/** Whether a route (null: none was found) is one that machines ask every few seconds, which would bury what people ask. */
export const isRoutine = (route: string | null): boolean =>
  route !== null && (route.startsWith('/health/') || route === '/metrics')
