import { createHttpServer, openapiDocument } from '@taskport/adapters-http'
import { taskUseCases } from '@taskport/domain'
import { inMemoryPorts } from '@taskport/domain/in-memory'
import { stringify } from 'yaml'

const notice = '# Made from the routes by `npm run openapi`; do not edit.\n'

/** `contracts/openapi.yaml` as the routes make it today. */
export const contractDocument = async (): Promise<string> => {
  const server = await createHttpServer({
    useCases: taskUseCases(inMemoryPorts()),
    authenticate: () => ({ outcome: 'refused', reason: 'documentation only' }),
    tokenKeys: [new Uint8Array(32)],
    ping: async () => {},
    allowedOrigins: [],
  })
  const document = openapiDocument(server)
  await server.close()
  return notice + stringify(document, { lineWidth: 110, aliasDuplicateObjects: false })
}
