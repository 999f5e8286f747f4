export type { Authenticate, Authentication } from './authenticate.js'
export { createHttpServer, type HttpServerOptions } from './create-http-server.js'
export { openapiDocument } from './documentation/openapi-document.js'
export type { TokenKeys } from './opaque/opaque-tokens.js'
