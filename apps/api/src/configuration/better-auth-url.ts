/** No network lies between such a host and us (RFC 6761, section 6.3; RFC 5735, section 4). */
const isLoopback = (hostname: string): boolean =>
  /^(localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname)

/**
 * What is wrong with a base URL of Better Auth, as the end of a sentence that begins with its name and does not show it. Null
 * when keys can be fetched from it: whoever could change them on the way could sign tokens for anybody.
 */
export const betterAuthUrlProblem = (
  text: string,
  { allowPlainText }: { readonly allowPlainText: boolean },
): string | null => {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || !/^https?:$/.test(url.protocol)) {
    return 'must be the address of your Better Auth server, like https://app.example.com.'
  }
  if (url.username !== '' || url.password !== '' || text.includes('?') || text.includes('#')) {
    return 'must be an address alone, without a user, a query or a fragment.'
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname) && !allowPlainText) {
    return 'must begin with https://, as keys can be exchanged on their way over a network; where that network is your own alone, set BETTER_AUTH_ALLOW_PLAINTEXT=true.'
  }
  return null
}
