import { at } from '../at.js'
import { madeUp, type OpaqueToken } from './knowledge.js'
import type { Operation } from './operations.js'
import type { User } from './user.js'

/** Every way to ask a route for its first task: each choice of each parameter, one at a time. */
const filtersOf = ({ query }: Operation): Record<string, string>[] => [
  { limit: '1' },
  ...query.flatMap(({ name, choices }) => (choices ?? []).map((choice) => ({ limit: '1', [name]: choice }))),
]

const isPaged = ({ method, parameters, query }: Operation): boolean =>
  method === 'GET' && parameters.length === 0 && query.some(({ name }) => name === 'limit')

export const withQuery = (path: string, query: Readonly<Record<string, string>>): string =>
  `${path}?${new URLSearchParams(query)}`

/** The cursors and sync marks that a user with enough tasks is given, by every route that answers pages. */
export const tokensOf = async (user: User, operations: readonly Operation[]): Promise<OpaqueToken[]> => {
  const tokens: OpaqueToken[] = []
  for (const operation of operations.filter(isPaged)) {
    for (const filters of filtersOf(operation)) {
      const { body } = await user.ask(withQuery(operation.url, filters))
      for (const text of Object.values(Object(at(body, 'data')))) {
        if (typeof text === 'string') tokens.push({ path: operation.url, filters, text })
      }
    }
  }
  return tokens
}

/** A sentence for each token that its own owner cannot use: what others are answered to it would show nothing. */
export const uselessTokens = async (
  user: User,
  operations: readonly Operation[],
  tokens: readonly OpaqueToken[],
): Promise<string[]> => {
  const useless: string[] = []
  for (const token of tokens) {
    const { path, filters } = token
    const isServed = async (name: string, text: string) =>
      (await user.ask(withQuery(path, { ...filters, [name]: text }))).status === 200
    const parameters = operations.find((one) => isPaged(one) && one.url === path)?.query ?? []
    let takes: string | null = null
    for (const { name } of parameters.filter(({ isText }) => isText)) {
      if ((await isServed(name, token.text)) && !(await isServed(name, madeUp(token)))) takes = name
    }
    if (takes !== null) continue
    useless.push(`GET ${withQuery(path, filters)} answers ${token.text}, which none of its parameters takes.`)
  }
  return useless
}
