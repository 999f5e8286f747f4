export { DataDirectoryInUse } from './data-directory-in-use.js'
export { type EmbeddedOptions, type EmbeddedPostgres, startEmbeddedPostgres } from './start.js'
