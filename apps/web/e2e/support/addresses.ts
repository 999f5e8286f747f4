const given = (name: string): string => {
  const url = process.env[name]
  if (url === undefined) throw new Error(`${name} is missing: run the tests by npm run test:e2e`)
  return url
}

/** Where the demo that the run's global setup has started shows its page. */
export const pageUrl = (): string => given('TASKPORT_E2E_PAGE_URL')

/** Where its API answers. */
export const apiUrl = (): string => given('TASKPORT_E2E_API_URL')
