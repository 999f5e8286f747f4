import assert from 'node:assert/strict'
import { at } from './at.js'
import { call } from './call.js'

/** The method and path of everything below `/api` that the API documents, about this user and this task; HEAD where there is GET. */
export const documentedRequests = async (
  address: string,
  { userId, taskId }: { readonly userId: string; readonly taskId: string },
): Promise<(readonly [method: string, path: string])[]> => {
  const { body } = await call(address, '/openapi.json')
  const paths = at(body, 'paths')
  assert.ok(typeof paths === 'object' && paths !== null)
  return Object.entries(paths)
    .filter(([path]) => path.startsWith('/api'))
    .flatMap(([path, operations]) =>
      Object.keys(operations).flatMap((method) => {
        const concrete = path.replace('{userId}', userId).replaceAll(/\{\w+\}/g, taskId)
        const methods = method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()]
        return methods.map((one) => [one, concrete] as const)
      }),
    )
}
