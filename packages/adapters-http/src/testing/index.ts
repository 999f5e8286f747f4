export { recordRoutes, watchRoutes } from './record-routes.js'
export { watchServers } from './watch-servers.js'
