/** Marks a value whose percent-encoding cannot be decoded, or is not UTF-8. */
export const undecodable = Symbol('undecodable')

const decode = (text: string): string | typeof undecodable => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return undecodable
  }
}

/**
 * Reads a query string strictly: each name once maps to its text, a repeated name to the list of its texts, and brackets
 * mean nothing. It never throws, as the router calls it outside any error handling: what cannot be decoded stands under the
 * symbol `undecodable`.
 */
export const parseQueryString = (query: string): Record<string | symbol, unknown> => {
  const values: Record<string | symbol, string | string[] | boolean> = Object.create(null)
  for (const pair of query.split('&')) {
    if (pair === '') continue
    const equals = pair.indexOf('=')
    const name = decode(equals === -1 ? pair : pair.slice(0, equals))
    const value = decode(equals === -1 ? '' : pair.slice(equals + 1))
    if (typeof name === 'symbol' || typeof value === 'symbol') {
      values[undecodable] = true
      continue
    }
    const earlier = values[name]
    if (Array.isArray(earlier)) earlier.push(value)
    else values[name] = typeof earlier === 'string' ? [earlier, value] : value
  }
  return values
}
