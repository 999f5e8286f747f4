export { DataDirectoryInUse } from './data-directory-in-use.js'
export { endOrphanedServer } from './end-orphan.js'
export { type EmbeddedOptions, type EmbeddedPostgres, startEmbeddedPostgres } from './start.js'
